// SPDX-License-Identifier: GPL-3.0-or-later
// Makes `prefers-color-scheme` true or false on this page. QtWebEngine 6.4 has no setting for it but a switch
// for the whole process, so the conditions of the style sheets are rewritten instead; what they were is kept,
// to be able to go back and forth.
globalThis.foyerConditions ??= new Map();

function foyerShowScheme(scheme) {
  const always = "(min-width: 0px)";
  const never = "(max-width: 0px)";
  const wants = /\(\s*prefers-color-scheme\s*:\s*(dark|light)\s*\)/gi;
  const translate = (owner, media) => {
    const original = globalThis.foyerConditions.get(owner) ?? media.mediaText;
    if (!original.match(wants)) return;
    globalThis.foyerConditions.set(owner, original);
    media.mediaText = original.replace(wants, (_, wanted) => (wanted.toLowerCase() === scheme ? always : never));
  };
  const walk = (rules) => {
    for (const rule of rules) {
      if (rule instanceof CSSMediaRule) translate(rule, rule.media);
      if (rule.cssRules) walk(rule.cssRules);
    }
  };
  for (const sheet of document.styleSheets) {
    if (sheet.ownerNode) translate(sheet.ownerNode, sheet.media);
    walk(sheet.cssRules);
  }
  // Form controls, scroll bars and the canvas follow this property, not the conditions.
  document.documentElement.style.colorScheme = scheme;
}
