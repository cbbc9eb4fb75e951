"""The linear models of roles, outcomes, slots and relations, fitted to labelled papers.

::

    ClusteredPaper           labelled papers with the entities found in them
    related_texts            texts whose relations are labelled, in our types of edges
      |   fit_roles, fit_outcomes, fit_slots, fit_relations    examples of each model
      |   regression         one proximal gradient solver, multinomial and conditional
      |   stacking           a model with the network's scores on a base fitted without them
      v
    linear_fits              the four models, written into the folder of a model
"""
