"""The literal table of who may do what at the desk, by what is done."""
