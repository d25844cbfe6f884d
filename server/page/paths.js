// Places in a profile, written as the server writes them: therapies.episodes[0].start

/** "a.b[2].c" -> ["a", "b", 2, "c"] */
export function splitPath(path) {
  return [...String(path).matchAll(/([^.[\]]+)|\[(\d+)\]/g)]
    .map(([, name, index]) => (index === undefined ? name : Number(index)));
}

const isContainer = (value) => value !== null && typeof value === 'object';

export function getAt(root, path) {
  return splitPath(path).reduce((value, key) => (isContainer(value) ? value[key] : undefined), root);
}

/** Writes a value, making the objects and lists on the way. */
export function setAt(root, path, value) {
  const keys = splitPath(path);
  const last = keys.pop();
  let at = root;
  keys.forEach((key, i) => {
    const next = i + 1 < keys.length ? keys[i + 1] : last;
    if (!isContainer(at[key])) at[key] = typeof next === 'number' ? [] : {};
    at = at[key];
  });
  at[last] = value;
}

/** Removes a key, then the objects that this left empty. Items of lists stay, so that places stay true. */
export function removeAt(root, path) {
  const keys = splitPath(path);
  const holders = [root];
  keys.slice(0, -1).forEach((key) => holders.push(isContainer(holders.at(-1)) ? holders.at(-1)[key] : undefined));
  for (let i = keys.length - 1; i >= 0; i -= 1) {
    const holder = holders[i];
    if (!isContainer(holder)) continue;
    if (Array.isArray(holder)) return;
    if (i === keys.length - 1 || isEmptyObject(holder[keys[i]])) delete holder[keys[i]];
    else return;
  }
}

const isEmptyObject = (value) => isContainer(value) && !Array.isArray(value) && Object.keys(value).length === 0;

/** Drops list items that hold nothing: rows that were added in the form and never filled. */
export function dropEmptyItems(value) {
  if (Array.isArray(value)) {
    for (let i = value.length - 1; i >= 0; i -= 1) {
      dropEmptyItems(value[i]);
      if (isEmptyObject(value[i])) value.splice(i, 1);
    }
  } else if (isContainer(value)) {
    Object.values(value).forEach(dropEmptyItems);
  }
}
