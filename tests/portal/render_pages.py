#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the portal's pages and renders every sample of page_samples.json to static HTML.

    render_pages.py --check            what a test wants: no browser, no files written
    render_pages.py --out DIR          pages to look at, with their stylesheets
    render_pages.py --out DIR --long   the same with every English sentence drawn out by 40 %,
                                       as a language with long words would

The renderer is the part of Mustache the pages may use, and stricter than any: a name that no
sample field answers is an error, a section wants a boolean or a list (kainjow takes an empty
string for true), and tags that do not escape are refused, but for names that end in _html.
"""
import argparse
import gzip
import html
import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
PORTAL = HERE.parent.parent / "resources" / "portal"
TAG = re.compile(r"\{\{(.*?)\}\}", re.S)
SENTENCE = re.compile(r"\[\[(.*?)\]\]", re.S)
BUDGET = {"html": 14_000, "css": 10_000, "js": 10_000}


class PageError(Exception):
    pass


def expand(text, origin, inside=()):
    """Pastes the partials in, as the program's loader does."""

    def paste(match):
        tag = match.group(1).strip()
        if not tag.startswith(">"):
            return match.group(0)
        name = tag[1:].strip()
        if name in inside:
            raise PageError(f"{origin}: partial {name} includes itself")
        path = PORTAL / "partials" / f"{name}.html"
        if not path.is_file():
            raise PageError(f"{origin}: no partial {name}")
        return expand(path.read_text("utf-8").rstrip("\n"), f"{origin} > {name}", inside + (name,))

    return TAG.sub(paste, text)


def parse(text, origin):
    root = []
    stack = [(None, root)]
    position = 0
    for match in TAG.finditer(text):
        stack[-1][1].append(text[position:match.start()])
        position = match.end()
        tag = match.group(1).strip()
        is_html = tag.lstrip("&").strip().endswith("_html") and tag[:1] not in ("#", "^", "/")
        if is_html and tag[:1] != "&":
            raise PageError(f"{origin}: {tag} is HTML already: {{{{&{tag}}}}}")
        if tag[:1] in ("{", "=", "!", ">") or (tag[:1] == "&" and not is_html) or text[match.end():match.end() + 1] == "}":
            raise PageError(f"{origin}: the tag {{{{{tag}}}}} is not allowed")
        if tag[:1] in ("#", "^"):
            children = []
            stack[-1][1].append((tag[0], tag[1:].strip(), children))
            stack.append((tag[1:].strip(), children))
        elif is_html:
            stack[-1][1].append(("&", tag[1:].strip(), None))
        elif tag[:1] == "/":
            if stack[-1][0] != tag[1:].strip():
                raise PageError(f"{origin}: {{{{{tag}}}}} closes {stack[-1][0]}")
            stack.pop()
        else:
            stack[-1][1].append(("$", tag, None))
    stack[-1][1].append(text[position:])
    if len(stack) > 1:
        raise PageError(f"{origin}: {stack[-1][0]} is not closed")
    return root


def render(nodes, scopes, origin, used):
    out = []
    for node in nodes:
        if isinstance(node, str):
            out.append(node)
            continue
        kind, name, children = node
        used.add(name)
        for scope in reversed(scopes):
            if name in scope:
                value = scope[name]
                break
        else:
            raise PageError(f"{origin}: the sample has no {name}")
        if kind in ("$", "&"):
            if not isinstance(value, str):
                raise PageError(f"{origin}: {name} is printed but is no text")
            out.append(html.escape(value) if kind == "$" else value)
        elif not isinstance(value, (bool, list)):
            raise PageError(f"{origin}: section {name} wants a boolean or a list")
        elif kind == "^":
            out.append(render(children, scopes, origin, used) if not value else "")
        elif value is True:
            out.append(render(children, scopes, origin, used))
        else:
            for item in value or []:
                out.append(render(children, scopes + [item], origin, used))
    return "".join(out)


def stretched(sentence):
    extra = round(len(sentence) * 0.4)
    return sentence + " " + ("lorem " * extra)[: max(extra - 1, 1)].strip()


def names_in(fields):
    for name, value in fields.items():
        yield name
        for item in value if isinstance(value, list) else []:
            yield from names_in(item)


def check_source(path):
    """What the renderer cannot see: the rules a page's author must keep."""
    text = path.read_text("utf-8")
    where = path.relative_to(PORTAL)
    for sentence in SENTENCE.findall(text):
        if re.search(r"[<>&\"{}]|^\s|\s$", sentence):
            yield f"{where}: [[{sentence}]] must be plain text without markup, tags or outer blanks"
    if re.search(r"\sstyle=|\son[a-z]+=|<style|<script(?! src=\"\{\{script_url\}\}\" defer></script>)", text):
        yield f"{where}: inline style or script"
    if re.search(r"(?:href|src|action)=\"(?!\{\{|#)", text):
        yield f"{where}: a link that the server did not make"
    bare = TAG.sub("", SENTENCE.sub("", re.sub(r"<!DOCTYPE html>|<[^>]*>", "", text)))
    if re.search(r"[^\W\d_]{2,}", bare):
        yield f"{where}: words outside [[…]]: {bare.split()}"
    for form in re.findall(r"<form\b.*?</form>", text, re.S):
        if 'method="post"' not in form.split(">")[0]:
            yield f"{where}: a form that does not post"
        if '<input type="hidden" name="form_token" value="{{form_token}}">' not in form:
            yield f"{where}: a form without form_token"


def load():
    samples = json.loads((HERE / "page_samples.json").read_text("utf-8"))
    for page, variants in samples["pages"].items():
        for variant, sample in variants.items():
            fields = dict(samples["frames"][sample["frame"]])
            fields.update(sample["fields"])
            yield page, variant, sample, fields, samples["brands"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--out", type=pathlib.Path)
    parser.add_argument("--long", action="store_true")
    options = parser.parse_args()

    faults = []
    for path in sorted(PORTAL.rglob("*.html")):
        faults.extend(check_source(path))
    pages = {path.stem for path in PORTAL.glob("*.html")}
    seen, rendered = set(), []
    used_by, given_by = {}, {}
    for page, variant, sample, fields, brands in load():
        origin = f"{page}/{variant}"
        seen.add(page)
        if page not in pages:
            faults.append(f"{origin}: there is no such page")
            continue
        try:
            source = expand((PORTAL / f"{page}.html").read_text("utf-8"), page)
            speak = stretched if options.long else str
            nodes = parse(SENTENCE.sub(lambda match: html.escape(speak(match.group(1))), source), page)
            fields["stylesheet_url"] = f"{sample.get('brand', 'plain')}.css"
            text = render(nodes, [fields], origin, used_by.setdefault(page, set()))
        except PageError as error:
            faults.append(str(error))
            continue
        given_by.setdefault(page, set()).update(names_in(sample["fields"]))
        weight = len(gzip.compress(text.encode(), 6))
        if weight > BUDGET["html"] and not sample.get("is_huge"):
            faults.append(f"{origin}: {weight} bytes compressed")
        rendered.append((f"{page}--{variant}.html", text))
    partials = {path.stem for path in (PORTAL / "partials").glob("*.html")}
    for name in sorted(partials & set().union(*used_by.values())):
        faults.append(f"the partial {name} is called like a field; kainjow keeps both in one place")
    faults += [f"{page}: no sample" for page in sorted(pages - seen)]
    for page, given in given_by.items():
        for name in sorted(given - used_by[page]):
            faults.append(f"{page}: a sample gives {name}, which the page does not ask for")

    styles = {}
    base = (PORTAL / "portal.css").read_text("utf-8")
    for name, colours in [("plain", None), *json.loads((HERE / "page_samples.json").read_text("utf-8"))["brands"].items()]:
        styles[f"{name}.css"] = base if colours is None else base + (
            ":root{--accent:%s;--accent-text:%s}@media (prefers-color-scheme:dark){:root{--accent:%s;--accent-text:%s}}\n"
            % tuple(colours))
    script = (PORTAL / "portal.js").read_text("utf-8")
    for kind, text in (("css", max(styles.values(), key=len)), ("js", script)):
        if len(gzip.compress(text.encode(), 6)) > BUDGET[kind]:
            faults.append(f"portal.{kind} is over its budget")

    if options.out:
        options.out.mkdir(parents=True, exist_ok=True)
        (options.out / "portal.js").write_text(script, "utf-8")
        (options.out / "logo.svg").write_text((HERE / "sample_logo.svg").read_text("utf-8"), "utf-8")
        for name, text in [*styles.items(), *rendered]:
            (options.out / name).write_text(text, "utf-8")
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{len(rendered)} samples of {len(seen)} pages, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
