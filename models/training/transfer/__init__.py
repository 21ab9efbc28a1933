"""Training the network that reads a look off a photo."""
