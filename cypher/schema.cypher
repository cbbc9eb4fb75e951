// What kg sets up on a Neo4j server before it writes: keys that are unique, ids quick to find.
//
// kg does this by itself; run the file by hand where its user may write but not change the
// schema. Several graphs share a database: kg is the name of the graph a node belongs to.
CREATE CONSTRAINT kg_paper_key IF NOT EXISTS
FOR (n:Paper) REQUIRE (n.kg, n.id) IS UNIQUE;
CREATE INDEX kg_paper_id IF NOT EXISTS FOR (n:Paper) ON (n.id);
CREATE CONSTRAINT kg_method_key IF NOT EXISTS
FOR (n:Method) REQUIRE (n.kg, n.id) IS UNIQUE;
CREATE INDEX kg_method_id IF NOT EXISTS FOR (n:Method) ON (n.id);
CREATE CONSTRAINT kg_dataset_key IF NOT EXISTS
FOR (n:Dataset) REQUIRE (n.kg, n.id) IS UNIQUE;
CREATE INDEX kg_dataset_id IF NOT EXISTS FOR (n:Dataset) ON (n.id);
CREATE CONSTRAINT kg_metric_key IF NOT EXISTS
FOR (n:Metric) REQUIRE (n.kg, n.id) IS UNIQUE;
CREATE INDEX kg_metric_id IF NOT EXISTS FOR (n:Metric) ON (n.id);
CREATE CONSTRAINT kg_task_key IF NOT EXISTS
FOR (n:Task) REQUIRE (n.kg, n.id) IS UNIQUE;
CREATE INDEX kg_task_id IF NOT EXISTS FOR (n:Task) ON (n.id);
CREATE CONSTRAINT kg_result_key IF NOT EXISTS
FOR (n:Result) REQUIRE (n.kg, n.id) IS UNIQUE;
CREATE INDEX kg_result_id IF NOT EXISTS FOR (n:Result) ON (n.id);
CREATE CONSTRAINT kg_organization_key IF NOT EXISTS
FOR (n:Organization) REQUIRE (n.kg, n.id) IS UNIQUE;
CREATE INDEX kg_organization_id IF NOT EXISTS FOR (n:Organization) ON (n.id);
