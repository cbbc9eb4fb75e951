"""A graph as a static site: pages with the sentence behind every link, for any host or none.

Store
    |  kg.questions.leaderboard    which values rank together
    |  staged_graph                one walk into a temporary file: a page is a few look-ups; and
    |                              into data/, as JSON Lines, which then are Parquet as well
    v
records: what a page shows, and its JSON twin
    |-- node_records               papers; methods, data sets, metrics, tasks, organisations
    |     stated_lineage             what builds on what
    |     plots.neighbours           what is nearest, as a small picture
    |-- result_records             a value in a row, and as a claim with an address of its own
    |-- board_records              a data set and a metric
    |     plots.value_plot           its values over time
    |     plots.trade_offs           two metrics of one data set, and what no method beats
    |-- list_records               lists, overview by task, time line, index of the search
    |     gap_matrix                 what was tested on what
    |     newest_papers              what is new since a day
    |-- feed, sitemap, llms_text   the newest papers, for readers of Atom; every page; for models
    v
site_pages     templates/: Jinja2 with autoescape, one style sheet, one script for the search
    v
site_folder    made beside its place, then moved; of its manifest's files, replaces the changed

addresses      id -> file name, without collisions on any file system
site_writer    write_site: all of it
"""

from kg.site.site_writer import write_site

__all__ = ["write_site"]
