import type { MemberDetail } from '../api/types';

/** An element or a setting that is not the same on all members. */
export interface Difference {
  /** Empty: the members' own. */
  cache: string;
  /** The element, and the attribute unless the element is missing as a whole. */
  name: string;
  /** By member, in the order of the members; null where a member does not have it. */
  values: { member: string; value: string | null }[];
}

/** What differs between the members that answered; that a cache does not run somewhere is no difference. */
export function differencesOf(members: readonly MemberDetail[]): Difference[] {
  const answered = members.filter((member) => member.answered);
  const caches = unique(answered.flatMap(({ settings }) => settings.map(({ cache }) => cache)));
  return caches.sort().flatMap((cache) => inCache(cache, answered));
}

function inCache(cache: string, members: readonly MemberDetail[]): Difference[] {
  const running = members
    .map(({ member, settings }) => ({
      member,
      settings: settings.filter((one) => one.cache === cache).map(({ setting }) => setting),
    }))
    .filter(({ settings }) => cache === '' || settings.length > 0);
  const elements = unique(running.flatMap(({ settings }) => settings.map(({ element }) => element)));
  return elements.flatMap((element) => {
    const having = running.filter(({ settings }) => settings.some((setting) => setting.element === element));
    const missing = having.length < running.length;
    const presence = running.map((one) => ({ member: one.member, value: having.includes(one) ? 'there' : null }));
    return [
      ...(missing ? [{ cache, name: element, values: presence }] : []),
      ...inElement(cache, element, having),
    ];
  });
}

function inElement(
  cache: string,
  element: string,
  members: readonly { member: string; settings: readonly MemberDetail['settings'][number]['setting'][] }[],
): Difference[] {
  const ofElement = members.map(({ member, settings }) => ({
    member,
    values: new Map(settings.filter((one) => one.element === element).map(({ attribute, value }) => [attribute, value])),
  }));
  return unique(ofElement.flatMap(({ values }) => [...values.keys()]))
    .map((attribute) => ({
      cache,
      name: `${element} ${attribute}`,
      values: ofElement.map(({ member, values }) => ({ member, value: values.get(attribute) ?? null })),
    }))
    .filter(({ values }) => unique(values.map(({ value }) => value)).length > 1);
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
