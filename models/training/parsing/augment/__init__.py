"""What is done to pictures so that the network meets more than was photographed."""
