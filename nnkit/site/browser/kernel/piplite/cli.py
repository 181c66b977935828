"""What ``%pip`` becomes."""


async def get_transformed_code(arguments: list[str]) -> str:
    """The code for the arguments of ``%pip``."""
    return "import piplite; await piplite.install()"
