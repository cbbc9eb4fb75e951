"""Values as pictures: over time, and two metrics of one data set against each other."""
