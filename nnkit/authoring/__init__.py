"""What an author of the course needs: the notebooks' one form, release, a simulated class."""
