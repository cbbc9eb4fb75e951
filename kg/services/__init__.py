"""Services that know papers: what is asked of them, politely, and their answers on disk.

wanted: ids, a query, days
    |  arxiv_api, hf_papers, openalex, doi_records, zotero: a `Service` each, by which
    |                   a first request, and after each answer the next page's
    v
Request
    |  polite_client    one request at a time, at the pace of the service, again after failures
    v
bytes
    |  answer_log       kept as they came: files that `kg build` reads, and a log of requests
    v
`fetch` (fetching)      all of it: what is on disk already is not asked for again
"""
