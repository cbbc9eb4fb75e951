"""The mention network: examples in, a trained network and its ONNX file out (PyTorch).

::

    corpora                  sentences of published corpora, each with labelled token spans
      |   examples           windows of words with labels; a head of classes for each corpus
      |   paper_examples     examples from labelled papers
      v
    network                  encoder, scores of spans, scores of pairs
      |   optimize           epochs, checkpoints, averaged weights; scores of examples
      v
    onnx_export              the network as int8 ONNX

    corpus_training, corpus_reading   one corpus as a benchmark (`kg evaluate scierc`)
"""
