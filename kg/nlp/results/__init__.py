"""Results of a text: each stated outcome with its metric, method, dataset, task and baseline.

::

    AnnotatedText, roles of its clusters, features of the network
      |
      |   number_lines       a sentence with its numbers, lists of numbers, and mentions
      |   (kg.nlp.text.number_pairs: 'from 33% to 35%': which number is the old value of which)
      v
    numbers of a sentence
      |   detect             features of a number -> probability of an outcome (outcome_weights.tsv)
      v
    outcomes
      |   slots              Slots, and the main method and task of the paper
      |   slot_patterns      words between, before and after a number and a name
      |   slot_costs         how close a mention is to a number
      |   slot_statements    what the words beside a number state: 'an FID of 3.6 on Y'
      |   unknown_names      values of what was not found: their slot is empty
      |   slot_rules         the choice of rules for each slot: the mention that costs least
      |   list_alignment     names and numbers paired by the order of their lists
      |   slot_features      each entity of the paper, and none, as an option with features
      |   slot_model         the option of the highest probability (slot_weights.tsv)
      |   result_confidence  the chance that all slots are right (confidence_weights.tsv)
      |   result_conditions  split, image size, shots ... of each number, by where the words stand
      v
    result_extraction        -> `kg.core.types.Result`, without repetitions, in text order
"""
