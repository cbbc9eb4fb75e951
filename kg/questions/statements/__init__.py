"""What papers state of two methods: which is ahead, and which builds on the other.

rows of a question: the methods of a paper with the places where they stand
    |  paper_methods      role, surfaces and sentences of each; which one the paper is about
    v
sentences
    |-- comparison_words  whether one compares two methods, and whom it puts ahead
    |       comparisons       compare: results, boards, sentences, roles
    '-- lineage_words     whether one states that a method builds on another
            lineages          lineage: step by step, in both directions
"""
