import type { CacheProblem } from '../api/types';
import { plural } from './format';

export const formats = ['xml', 'json', 'yaml'] as const;
export type Format = (typeof formats)[number];

export const mediaTypes: Record<Format, string> = {
  xml: 'application/xml',
  json: 'application/json',
  yaml: 'application/yaml',
};

/** A usual cache to begin with, in each language. */
export interface Template {
  id: string;
  title: string;
  text: Record<Format, string>;
}

const grid = 'urn:spandrel:config:grid:1.0';

export const templates: readonly Template[] = [
  {
    id: 'bounded',
    title: 'Bounded: the best entries stay',
    text: {
      xml: xml(['owners="2"'], ['<grid:eviction policy="s3-fifo" max-count="100000"/>']),
      json: json({ owners: '2', [`${grid}:eviction`]: { policy: 's3-fifo', 'max-count': '100000' } }),
      yaml: yaml(['owners: "2"', `"${grid}:eviction":`, '  policy: "s3-fifo"', '  max-count: "100000"']),
    },
  },
  {
    id: 'safe',
    title: 'Safe: no acknowledged write is lost',
    text: {
      xml: xml(
        ['owners="3"'],
        ['<grid:consistency write="QUORUM"/>', '<grid:hinted-handoff window="3h"/>', '<grid:anti-entropy interval="1d"/>'],
      ),
      json: json({
        owners: '3',
        [`${grid}:consistency`]: { write: 'QUORUM' },
        [`${grid}:hinted-handoff`]: { window: '3h' },
        [`${grid}:anti-entropy`]: { interval: '1d' },
      }),
      yaml: yaml([
        'owners: "3"',
        `"${grid}:consistency":`,
        '  write: "QUORUM"',
        `"${grid}:hinted-handoff":`,
        '  window: "3h"',
        `"${grid}:anti-entropy":`,
        '  interval: "1d"',
      ]),
    },
  },
  {
    id: 'sparse',
    title: 'Sparse: most keys asked for are absent',
    text: {
      xml: xml(['owners="2"'], ['<grid:negative-lookup false-positive-rate="0.002"/>']),
      json: json({ owners: '2', [`${grid}:negative-lookup`]: { 'false-positive-rate': '0.002' } }),
      yaml: yaml(['owners: "2"', `"${grid}:negative-lookup":`, '  false-positive-rate: "0.002"']),
    },
  },
];

/** Whether a text is worth more than to be replaced: it is none of the templates. */
export function isOwn(text: string): boolean {
  return text.trim() !== '' && !templates.some((template) => formats.some((format) => template.text[format] === text));
}

/** Where a problem is, in words; empty if that is not known. Element and attribute are named by its message. */
export function placeOf({ line }: CacheProblem): string {
  return line > 0 ? `Line ${line}` : '';
}

/** The lines of `text` that have a problem. */
export function wrongLines(problems: readonly CacheProblem[]): Set<number> {
  return new Set(problems.map(({ line }) => line).filter((line) => line > 0));
}

/** What the check has brought, in a sentence. */
export function verdictOf(problems: readonly CacheProblem[], permanent: boolean): string {
  if (problems.length > 0) {
    return `${plural(problems.length, 'problem')}: nothing can be created yet.`;
  }
  return permanent
    ? 'It can be created, and will be there again after a restart of all members.'
    : 'It can be created, until all members are stopped: they keep no global state.';
}

/** The offset of a line's first character and the one behind its last. */
export function lineSpan(text: string, line: number): [number, number] {
  const lines = text.split('\n');
  const before = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  return [before, before + (lines[line - 1]?.length ?? 0)];
}

function xml(attributes: string[], elements: string[]): string {
  const spaces = 'xmlns="urn:infinispan:config:16.0"';
  return [
    `<distributed-cache ${spaces}`,
    `                   xmlns:grid="${grid}"`,
    `                   ${attributes.join(' ')} statistics="true">`,
    ...elements.map((element) => `  ${element}`),
    '</distributed-cache>',
    '',
  ].join('\n');
}

function json(content: Record<string, unknown>): string {
  return `${JSON.stringify({ 'distributed-cache': { statistics: 'true', ...content } }, null, 2)}\n`;
}

function yaml(lines: string[]): string {
  return ['distributedCache:', '  statistics: "true"', ...lines.map((line) => `  ${line}`), ''].join('\n');
}
