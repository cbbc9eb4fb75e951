// What kg sets up on a Neo4j server before it writes: keys that are unique, names quick to find
// by their words, and edges by their paper. kg_words is for people: it finds ImageNet, GPT-4 and
// ResNet-50 as they are written, in names, titles, aliases and abstracts; kg_keys is for kg search.
//
// kg does this by itself; run the file by hand where its user may write but not change the
// schema. Several graphs share a database: kg is the name of the graph a node belongs to.
CREATE CONSTRAINT kg_paper_key IF NOT EXISTS
FOR (n:Paper) REQUIRE (n.kg, n.id) IS UNIQUE;
CREATE CONSTRAINT kg_method_key IF NOT EXISTS
FOR (n:Method) REQUIRE (n.kg, n.id) IS UNIQUE;
CREATE CONSTRAINT kg_dataset_key IF NOT EXISTS
FOR (n:Dataset) REQUIRE (n.kg, n.id) IS UNIQUE;
CREATE CONSTRAINT kg_metric_key IF NOT EXISTS
FOR (n:Metric) REQUIRE (n.kg, n.id) IS UNIQUE;
CREATE CONSTRAINT kg_task_key IF NOT EXISTS
FOR (n:Task) REQUIRE (n.kg, n.id) IS UNIQUE;
CREATE CONSTRAINT kg_result_key IF NOT EXISTS
FOR (n:Result) REQUIRE (n.kg, n.id) IS UNIQUE;
CREATE CONSTRAINT kg_organization_key IF NOT EXISTS
FOR (n:Organization) REQUIRE (n.kg, n.id) IS UNIQUE;
CREATE CONSTRAINT kg_author_key IF NOT EXISTS
FOR (n:Author) REQUIRE (n.kg, n.id) IS UNIQUE;
CREATE CONSTRAINT kg_category_key IF NOT EXISTS
FOR (n:Category) REQUIRE (n.kg, n.id) IS UNIQUE;
CREATE CONSTRAINT kg_kggraph_key IF NOT EXISTS
FOR (n:KgGraph) REQUIRE n.kg IS UNIQUE;
CREATE CONSTRAINT kg_kgfile_key IF NOT EXISTS
FOR (n:KgFile) REQUIRE (n.kg, n.file, n.number) IS UNIQUE;
CREATE FULLTEXT INDEX kg_keys IF NOT EXISTS
FOR (n:Paper|Method|Dataset|Metric|Task|Organization|Author|Category) ON EACH [n.kg_words]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace', `fulltext.eventually_consistent`: true}};
CREATE FULLTEXT INDEX kg_words IF NOT EXISTS
FOR (n:Paper|Method|Dataset|Metric|Task|Organization|Author|Category)
ON EACH [n.name, n.aliases, n.abstract]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-no-stop-words',
`fulltext.eventually_consistent`: true}};
CREATE INDEX kg_introduces_paper IF NOT EXISTS
FOR ()-[r:`INTRODUCES`]-() ON (r.kg, r.paper);
CREATE INDEX kg_uses_paper IF NOT EXISTS
FOR ()-[r:`USES`]-() ON (r.kg, r.paper);
CREATE INDEX kg_compares_with_paper IF NOT EXISTS
FOR ()-[r:`COMPARES_WITH`]-() ON (r.kg, r.paper);
CREATE INDEX kg_mentions_paper IF NOT EXISTS
FOR ()-[r:`MENTIONS`]-() ON (r.kg, r.paper);
CREATE INDEX kg_evaluates_on_paper IF NOT EXISTS
FOR ()-[r:`EVALUATES_ON`]-() ON (r.kg, r.paper);
CREATE INDEX kg_trains_on_paper IF NOT EXISTS
FOR ()-[r:`TRAINS_ON`]-() ON (r.kg, r.paper);
CREATE INDEX kg_reports_paper IF NOT EXISTS
FOR ()-[r:`REPORTS`]-() ON (r.kg, r.paper);
CREATE INDEX kg_addresses_paper IF NOT EXISTS
FOR ()-[r:`ADDRESSES`]-() ON (r.kg, r.paper);
CREATE INDEX kg_states_paper IF NOT EXISTS
FOR ()-[r:`STATES`]-() ON (r.kg, r.paper);
CREATE INDEX kg_of_paper IF NOT EXISTS
FOR ()-[r:`OF`]-() ON (r.kg, r.paper);
CREATE INDEX kg_on_paper IF NOT EXISTS
FOR ()-[r:`ON`]-() ON (r.kg, r.paper);
CREATE INDEX kg_measures_paper IF NOT EXISTS
FOR ()-[r:`MEASURES`]-() ON (r.kg, r.paper);
CREATE INDEX kg_for_paper IF NOT EXISTS
FOR ()-[r:`FOR`]-() ON (r.kg, r.paper);
CREATE INDEX kg_against_paper IF NOT EXISTS
FOR ()-[r:`AGAINST`]-() ON (r.kg, r.paper);
CREATE INDEX kg_from_paper IF NOT EXISTS
FOR ()-[r:`FROM`]-() ON (r.kg, r.paper);
CREATE INDEX kg_used_for_paper IF NOT EXISTS
FOR ()-[r:`USED_FOR`]-() ON (r.kg, r.paper);
CREATE INDEX kg_part_of_paper IF NOT EXISTS
FOR ()-[r:`PART_OF`]-() ON (r.kg, r.paper);
CREATE INDEX kg_kind_of_paper IF NOT EXISTS
FOR ()-[r:`KIND_OF`]-() ON (r.kg, r.paper);
CREATE INDEX kg_trained_on_paper IF NOT EXISTS
FOR ()-[r:`TRAINED_ON`]-() ON (r.kg, r.paper);
CREATE INDEX kg_evaluated_on_paper IF NOT EXISTS
FOR ()-[r:`EVALUATED_ON`]-() ON (r.kg, r.paper);
CREATE INDEX kg_compared_with_paper IF NOT EXISTS
FOR ()-[r:`COMPARED_WITH`]-() ON (r.kg, r.paper);
CREATE INDEX kg_benchmark_for_paper IF NOT EXISTS
FOR ()-[r:`BENCHMARK_FOR`]-() ON (r.kg, r.paper);
CREATE INDEX kg_subtask_of_paper IF NOT EXISTS
FOR ()-[r:`SUBTASK_OF`]-() ON (r.kg, r.paper);
CREATE INDEX kg_variant_of_paper IF NOT EXISTS
FOR ()-[r:`VARIANT_OF`]-() ON (r.kg, r.paper);
CREATE INDEX kg_cites_paper IF NOT EXISTS
FOR ()-[r:`CITES`]-() ON (r.kg, r.paper);
CREATE INDEX kg_wrote_paper IF NOT EXISTS
FOR ()-[r:`WROTE`]-() ON (r.kg, r.paper);
CREATE INDEX kg_in_paper IF NOT EXISTS
FOR ()-[r:`IN`]-() ON (r.kg, r.paper);
