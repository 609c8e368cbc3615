#!/usr/bin/env python3
"""Tests of the lab that need no network and no load: python3 lab/test_lab.py"""

import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True

import candidates
import report
from environment import Failure, Installed
from server import served

MEASURE = candidates.LAB / "measure"


class TheKnowledgeFile(unittest.TestCase):
    def setUp(self):
        self.directory = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.file = self.directory / "measurements.toml"
        self.text = '[[frameworks]]\nid = "flask"\n\n[[frameworks]]\nid = "quart"\n'
        self.file.write_text(self.text)

    def test_a_run_that_lacks_a_framework_of_the_file_ends_without_writing(self):
        with self.assertRaisesRegex(SystemExit, "has figures of quart"):
            report.refuse_to_lose(self.file, {"flask", "django"})

    def test_a_run_with_every_framework_of_the_file_may_write(self):
        report.refuse_to_lose(self.file, {"flask", "quart", "django"})

    def test_a_new_file_may_be_written(self):
        report.refuse_to_lose(self.directory / "new.toml", {"flask"})

    def test_measure_leaves_the_file_as_it_is_when_a_framework_was_not_installed(self):
        Installed("3", "27", 7, 4.5, 8, 6.5).write(self.directory / "flask")
        done = subprocess.run([sys.executable, MEASURE, self.directory, "--out", self.file],
                              capture_output=True, text=True)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("is not changed, because it has figures of quart", done.stderr)
        self.assertEqual(self.file.read_text(), self.text)


class Failures(unittest.TestCase):
    def setUp(self):
        self.directory = Path(self.enterContext(tempfile.TemporaryDirectory()))

    def candidate(self, program):
        """A candidate whose server is this program; {port} is filled in."""
        (self.directory / "apps/own").mkdir(parents=True)
        programs = self.directory / "own/bin"
        programs.mkdir(parents=True)
        (programs / "python").symlink_to(sys.executable)
        return candidates.Candidate("own", "own", "own", "", "", (), ("python", "-c", program))

    @unittest.skipUnless(shutil.which("taskset"), "needs taskset")
    def test_a_server_that_ends_is_reported_with_what_it_printed(self):
        candidate = self.candidate("raise ValueError('no such module')")
        with self.assertRaisesRegex(Failure, "the server ended") as caught:
            with served(candidate, self.directory, 0):
                pass
        self.assertIn("ValueError: no such module", str(caught.exception))

    @unittest.skipUnless(shutil.which("taskset"), "needs taskset")
    def test_a_wrong_document_is_reported(self):
        candidate = self.candidate("import http.server; http.server.test(port={port}, bind='127.0.0.1')")
        with self.assertRaisesRegex(Failure, "wrong answer 501"):
            with served(candidate, self.directory, 0):
                pass


class TheCandidates(unittest.TestCase):
    def test_frameworks_with_one_interface_have_one_server_and_one_mode(self):
        for package in ("gunicorn", "uvicorn"):
            modes = {(each.server_mode, each.server_install) for each in candidates.read() if each.server == package}
            self.assertEqual(len(modes), 1, package)

    def test_every_candidate_has_an_application(self):
        for each in candidates.read():
            self.assertTrue((candidates.LAB / "apps" / each.id).is_dir(), each.id)

    def test_an_unknown_name_is_an_error(self):
        with self.assertRaisesRegex(SystemExit, "flasq"):
            candidates.read(["flasq"])


if __name__ == "__main__":
    unittest.main()
