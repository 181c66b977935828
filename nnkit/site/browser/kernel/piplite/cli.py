"""What ``%pip`` becomes."""


async def get_transformed_code(arguments):
    """The code for the arguments of ``%pip``."""
    return "import piplite; await piplite.install()"
