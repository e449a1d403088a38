// SPDX-License-Identifier: GPL-3.0-or-later
// Stripe's way of sending trees in a form: line_items[0][price_data][currency]=eur.

/** A tree of objects from the pairs of a form or a query. Indices and names are keys alike; throws on nonsense. */
export function treeOf(text) {
    const tree = {};
    for (const [name, value] of new URLSearchParams(text)) {
        const keys = pathOf(name);
        let branch = tree;
        for (const key of keys.slice(0, -1)) {
            branch[key] ??= {};
            if (typeof branch[key] !== 'object')
                throw new Error(`${name} is a value and a group at once`);
            branch = branch[key];
        }
        const last = keys.at(-1) === '' ? String(Object.keys(branch).length) : keys.at(-1);
        if (last in branch)
            throw new Error(`${name} is there twice`);
        branch[last] = value;
    }
    return tree;
}

function pathOf(name) {
    const found = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name);
    if (!found)
        throw new Error(`the name ${name} cannot be read`);
    const keys = [found[1], ...[...found[2].matchAll(/\[([^[\]]*)\]/g)].map((match) => match[1])];
    if (keys.some((key) => key === '__proto__'))
        throw new Error('a forbidden name');
    return keys;
}

/** Every path of a tree as "line_items.0.quantity", for finding what nobody knows. */
export function pathsOf(tree, before = '') {
    return Object.entries(tree).flatMap(([key, value]) =>
        typeof value === 'object' ? pathsOf(value, `${before}${key}.`) : [`${before}${key}`]);
}
