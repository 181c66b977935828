"""A class on a JupyterHub, in a browser: from the assignment list to a page in the student's hands.

Run by ``make nightly``, which installs the hub and its proxy into ``.venv/hub/``.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

REPOSITORY = Path(__file__).parents[2]
HUB = Path(sys.prefix)  # an environment of its own, in .venv/
MODULE, NAME = "00_start_here", "start_here.ipynb"
PASSWORD = "back-propagation"
SECONDS = 180  # for whatever has to start first

playwright = pytest.importorskip("playwright.sync_api", reason="playwright: make nightly")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or ""
PROXY = HUB / "node_modules" / ".bin" / "configurable-http-proxy"
MISSING = [
    tool
    for tool, there in (
        ("Linux", sys.platform == "linux"),
        ("node", shutil.which("node")),
        ("chromium", CHROMIUM),
        ("configurable-http-proxy (make nightly)", PROXY.exists()),
        ("jupyterhub (make nightly)", (HUB / "bin" / "jupyterhub").exists()),
    )
    if not there
]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"missing here: {', '.join(MISSING)}")

# As nnkit/grading/JUPYTERHUB.md has it for one system user who runs everybody's server.
SETTINGS = """\
import os

c = get_config()
c.Exchange.root = {exchange!r}
c.CourseDirectory.course_id = "backprop"
user = os.environ.get("JUPYTERHUB_USER")
if user and user not in {{"ivy"}}:
    c.CourseDirectory.student_id = user
"""
HUB_SETTINGS = """\
c = get_config()
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_port = {hub_port}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{proxy_port}"
c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.password = {password!r}
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = {homes!r}
c.Spawner.args = ["--allow-root"]
c.Spawner.start_timeout = c.Spawner.http_timeout = {seconds}
c.Spawner.environment = {environment!r}
"""


@dataclass
class Classroom:
    """A running hub, its folder, and a browser.

    Attributes
    ----------
    address : str
    folder : Path
        With the homes, the exchange and the settings.
    environment : dict of str to str
        Of everybody's server.
    browser : Browser
    """

    address: str
    folder: Path
    environment: dict[str, str]
    browser: Any

    def home(self, name: str) -> Path:
        return self.folder / "home" / name

    def log_in(self, name: str) -> Any:
        """The page of somebody who has logged in, when the server is there."""
        page = self.browser.new_context(viewport={"width": 1300, "height": 900}).new_page()
        page.set_default_timeout(SECONDS * 1000)
        page.goto(f"{self.address}/hub/login?next=/hub/spawn/{name}")
        page.fill("#username_input", name)
        page.fill("#password_input", PASSWORD)
        page.click("#login_submit")
        page.wait_for_url(f"**/user/{name}/lab**")
        page.locator(".lm-MenuBar-item", has_text="Nbgrader").wait_for()
        return page

    def in_terminal(self, name: str, *arguments: str, cwd: Path) -> str:
        """What ``python -m`` writes in a terminal of somebody's server."""
        own = {"HOME": str(self.home(name)), "JUPYTERHUB_USER": name}
        done = subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=cwd,
            env={**os.environ, **self.environment, **own},
            capture_output=True,
            text=True,
            timeout=SECONDS,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout + done.stderr


@pytest.fixture(scope="module")
def classroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Classroom]:
    folder = tmp_path_factory.mktemp("hub")
    for name in ("home", "exchange", "settings"):
        (folder / name).mkdir()
    (folder / "exchange").chmod(0o777)
    settings = SETTINGS.format(exchange=str(folder / "exchange"))
    (folder / "settings" / "nbgrader_config.py").write_text(settings, encoding="utf-8")
    packages = HUB.parent
    environment = {
        "PATH": f"{HUB / 'bin'}{os.pathsep}{PROXY.parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(REPOSITORY),
        "JUPYTER_CONFIG_PATH": f"{folder / 'settings'}:{packages / 'etc' / 'jupyter'}",
        "JUPYTER_PATH": str(packages / "share" / "jupyter"),
    }
    port, hub_port, proxy_port = free_ports(3)
    (folder / "jupyterhub_config.py").write_text(
        HUB_SETTINGS.format(
            port=port,
            hub_port=hub_port,
            proxy_port=proxy_port,
            password=PASSWORD,
            homes=str(folder / "home" / "{username}"),
            seconds=SECONDS,
            environment=environment,
        ),
        encoding="utf-8",
    )
    with (folder / "hub.log").open("w") as log:
        hub = subprocess.Popen(
            [HUB / "bin" / "jupyterhub"],
            cwd=folder,
            env={**os.environ, **environment},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/hub/health", hub)
        with playwright.sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            yield Classroom(address, folder, environment, browser)
            browser.close()
    finally:
        hub.terminate()  # ends the servers and the proxy too
        hub.wait(SECONDS)


def free_ports(count: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def wait_for(address: str, hub: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        assert hub.poll() is None, "the hub ended"
        try:
            with urlopen(address):
                return
        except OSError:
            time.sleep(0.5)
    raise TimeoutError(address)


@pytest.fixture(scope="module")
def course(classroom: Classroom) -> Path:
    """The instructor's course, with one module, which is released."""
    folder = classroom.home("ivy") / "course"
    for step in ("solutions", "modules"):
        shutil.copytree(REPOSITORY / step / MODULE, folder / step / MODULE)
    shutil.copy(REPOSITORY / "nbgrader_config.py", folder)
    own = classroom.home("ivy") / ".jupyter" / "nbgrader_config.py"
    own.parent.mkdir()
    own.write_text(f"c = get_config()\nc.CourseDirectory.root = {str(folder)!r}\n")
    classroom.in_terminal("ivy", "nbgrader", "release_assignment", MODULE, cwd=folder)
    return folder


def answer(notebook: Path) -> None:
    """Write the right answers into a notebook that a student has fetched."""
    solution = json.loads((REPOSITORY / "solutions" / MODULE / NAME).read_text(encoding="utf-8"))
    answers = {cell["id"]: cell["source"] for cell in solution["cells"]}
    mine = json.loads(notebook.read_text(encoding="utf-8"))
    for cell in mine["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("solution"):
            cell["source"] = answers[cell["id"]]
    notebook.write_text(json.dumps(mine), encoding="utf-8")


def choose(page: Any, menu: str, item: str) -> None:
    page.locator(".lm-MenuBar-item", has_text=menu).click()
    page.locator(".lm-Menu-item", has_text=item).first.click()


def test_a_class_from_the_assignment_list_to_the_students_page(
    classroom: Classroom, course: Path
) -> None:
    ada = classroom.log_in("ada")
    choose(ada, "Nbgrader", "Assignment List")
    ada.get_by_role("button", name="Fetch", exact=True).click()
    ada.get_by_role("button", name="Submit", exact=True).wait_for()
    answer(classroom.home("ada") / MODULE / NAME)
    ada.goto(f"{classroom.address}/user/ada/lab/tree/{MODULE}/{NAME}?reset")
    ada.locator(".jp-Notebook .jp-Cell").first.wait_for()
    ada.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
    choose(ada, "Run", "Run All Cells")
    verdict = ada.locator("tr", has_text="00.recall_slope").last  # in the table of progress()
    verdict.wait_for(state="attached")
    assert "to do" not in verdict.text_content()
    ada.keyboard.press("Control+s")
    choose(ada, "Nbgrader", "Assignment List")
    ada.get_by_role("button", name="Submit", exact=True).click()
    ada.get_by_text("There are no submitted assignments").wait_for(state="hidden")

    classroom.in_terminal("ivy", "nbgrader", "collect", MODULE, cwd=course)
    assert "ada" in classroom.in_terminal("ivy", "nnkit.cli", "grade", cwd=course)
    ivy = classroom.log_in("ivy")
    ivy.goto(f"{classroom.address}/user/ivy/formgrader/gradebook/{MODULE}/start_here")
    ivy.get_by_text("Submission #1").first.wait_for()
    classroom.in_terminal("ivy", "nbgrader", "release_feedback", MODULE, cwd=course)

    ada.reload()
    choose(ada, "Nbgrader", "Assignment List")
    ada.get_by_role("button", name="Fetch Feedback").click()
    ada.get_by_text("view feedback").first.wait_for()
    [page] = (classroom.home("ada") / MODULE / "feedback").rglob("*.html")
    path = page.relative_to(classroom.home("ada"))
    ada.goto(f"{classroom.address}/user/ada/files/{path.as_posix()}")
    ada.get_by_text("00.recall_slope").first.wait_for()
