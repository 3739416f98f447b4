import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { SERVE_HELP } from '../../src/cli/serve/flags.ts'
import { CA_FIELD_MANAGER } from '../../src/cluster/ca-secret.ts'
import { DEFAULTERS } from '../../src/defaulters/index.ts'
import { PRESETS } from '../../src/engine/policy.ts'
import { implementationProblem } from '../../src/implementations/index.ts'
import { RULES } from '../../src/rules/index.ts'
import { createMetrics } from '../../src/telemetry/metrics.ts'
import { ROOT } from './objects.ts'

const paper = (name: string) => readFileSync(`${ROOT}/${name}`, 'utf8')
const readme = paper('README.md')
const section = (title: string) => readme.split(/^## /m).find((part) => part.startsWith(title)) ?? ''
const rows = (text: string) => [...text.matchAll(/^\| (.*) \|$/gm)].map((match) => (match[1] as string).split(' | '))

describe('README', () => {
  test('begins with the two command lines', () => {
    expect(
      readme
        .split('\n')
        .filter((line) => line.startsWith('npm ci'))
        .map((line) => line.split(/ {2,}/)[0]),
    ).toEqual(['npm ci && npm start', 'npm ci && npm test'])
  })

  test('names the rules that refuse by default with their class, every defaulter, and where all rules are', () => {
    const named = rows(section('What is refused')).flatMap(([id = '', , of]) => (id.startsWith('`') ? [`${id.slice(1, -1)} ${of}`] : []))
    const refusing = RULES.filter((rule) => PRESETS.default[rule.class][rule.docs().partOnly ? 'part' : 'whole'] === 'deny')
    expect(named.sort()).toEqual(refusing.map((rule) => `${rule.id} ${rule.class}`).sort())
    expect(section('What is refused')).toContain('(docs/rules.md)')
    expect(paper('docs/rules.md').match(/^## \S+/gm)).toEqual([...RULES, ...DEFAULTERS].map(({ id }) => `## ${id}`))
    for (const { id } of DEFAULTERS) expect(section('What is refused')).toContain(`\`${id}\``)
  })

  test('says of every class what the presets make of it', () => {
    const words = ({ whole, part }: { whole: string; part: string }) =>
      whole === part ? whole : `${whole}, or ${part} where part of the object still works`
    const said = rows(section('What is refused')).filter(([name = '']) => name in PRESETS.default)
    expect(said.map(([name, , ...settings]) => [name, ...settings])).toEqual(
      Object.keys(PRESETS.default).map((name) => [name, ...Object.values(PRESETS).map((preset) => words(preset[name as keyof typeof preset]))]),
    )
  })

  test('tells every flag of serve, and no other', () => {
    const flags = (text: string) => [...new Set(text.match(/--[a-z][a-z-]+/g))].sort()
    expect(
      flags(
        rows(section('`portcullis serve`'))
          .map(([flag]) => flag)
          .join('\n'),
      ),
    ).toEqual(flags(SERVE_HELP))
  })

  test('tells every metric, and no other', () => {
    const metrics = createMetrics('0')
    metrics.inFlight(() => 0)
    metrics.certificate(() => undefined)
    metrics.cacheStatus(() => [])
    metrics.implementations(() => [])
    metrics.stop()
    const known = [...metrics.registry.render().matchAll(/^# TYPE (\S+)/gm)].map((match) => match[1])
    const told = rows(section('`portcullis serve`')).flatMap(([name = '']) => (name.startsWith('`portcullis_') ? [name.slice(1, -1)] : []))
    expect(told.sort()).toEqual(known.sort())
  })

  test('configures implementations that exist', () => {
    const entries = [...`${section('Configuration')}${paper('manifests/base/config.yaml')}`.matchAll(/^[ #]+- ([a-z-]+@\S+)$/gm)].map(
      (m) => m[1] as string,
    )
    expect(entries.length).toBeGreaterThan(2)
    expect(entries.map(implementationProblem)).toEqual(entries.map(() => undefined))
  })

  test('names the field manager that writes caBundle', () => {
    expect(section('GitOps')).toContain(`\`${CA_FIELD_MANAGER}\``)
  })
})

describe('SECURITY.md', () => {
  test('answers every threat of the model, in order', () => {
    expect(rows(paper('SECURITY.md')).flatMap(([id = '']) => (/^T\d/.test(id) ? [id] : []))).toEqual(
      Array.from({ length: 18 }, (_, n) => `T${n + 1}`),
    )
  })
})

describe('CHANGELOG.md', () => {
  test('has an entry for this version that names every rule', () => {
    const { version } = JSON.parse(paper('package.json')) as { version: string }
    const entry =
      paper('CHANGELOG.md')
        .split(/^## /m)
        .find((part) => part.startsWith(version)) ?? ''
    for (const { id } of [...RULES, ...DEFAULTERS]) expect(entry).toContain(`\`${id}\``)
  })
})
