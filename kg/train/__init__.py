"""Training the mention model; needs the extra ``train``, which a user of a model does not."""
