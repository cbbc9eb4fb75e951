"""Results that stand in the tables of a paper: each value with its method, data set and metric.

::

    Table (core), the paper's text and entities
      | cell_values       numbers, units, deviations; several in a cell
      | table_layout      values with the headers that are above and beside them
      | table_kind        tables of results; statistics and settings end here
      | parameter_columns columns of settings are left out
      | split_headers     headers that join two names are parted
      | header_features, header_roles
      |                   which headers are methods, data sets, metrics, settings: a linear model,
      |                   ``header_weights.tsv``, and the likeliest reading of the table as a whole
      | paper_slots, table_defaults
      |                   what a table leaves to its caption, to the text around, to the paper
      | table_names       'Ours', '+ X', citations in place of names
      v
    TableResult           table_readings
      | table_entities    names joined with the entities of title and abstract; evidence in cells
      v
    Entity, Result
"""
