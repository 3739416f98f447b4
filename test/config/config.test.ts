import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { load } from 'js-yaml'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { defaultConfig, withFlags } from '../../src/config/config.ts'
import { ConfigError, loadConfig, parseConfig } from '../../src/config/load.ts'
import schema from '../../src/config/schema.json' with { type: 'json' }
import { type WatchedConfig, type WatchOptions, watchConfig } from '../../src/config/watch.ts'
import type { Policies } from '../../src/engine/namespace-policy.ts'
import { implementationProblem } from '../../src/implementations/index.ts'
import { RULES } from '../../src/rules/index.ts'
import { createLogger } from '../../src/telemetry/logger.ts'

const checks = { ruleIds: ['listener-conflict', 'missing-reference-grant'], checkImplementation: implementationProblem }
const parse = (text: string) => parseConfig(text, 'c.yaml', checks)
const problems = (text: string): readonly string[] => {
  try {
    parse(text)
    return []
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    expect(error.message).toBe(error.problems.join('\n'))
    return error.problems
  }
}

describe('a right configuration', () => {
  test.each<[string, object]>([
    ['', {}],
    ['# nothing\n', {}],
    ['---\n', {}],
    ['rules:\nnamespaces:\nimplementations:\n', {}],
    ['preset: gitops', { preset: 'gitops' }],
    ['"preset": \'warn-only\'', { preset: 'warn-only' }],
    ['implementations: [kic@3.5, istio@1.27]', { implementations: ['kic@3.5', 'istio@1.27'] }],
    [
      'rules: {listener-conflict: off, missing-reference-grant: "warn"}',
      { rules: { 'listener-conflict': 'off', 'missing-reference-grant': 'warn' } },
    ],
    ['{"namespaces": [{"names": ["a", "b-1"], "preset": "warn-only"}]}', { namespaces: [{ names: ['a', 'b-1'], preset: 'warn-only' }] }],
    [
      'namespaces:\n- selector: {matchLabels: {team: edge}, matchExpressions: [{key: a, operator: In, values: [x]}, {key: b, operator: Exists}]}\n  rules: {listener-conflict: deny}\n',
      {
        namespaces: [
          {
            selector: {
              matchLabels: { team: 'edge' },
              matchExpressions: [
                { key: 'a', operator: 'In', values: ['x'] },
                { key: 'b', operator: 'Exists' },
              ],
            },
            rules: { 'listener-conflict': 'deny' },
          },
        ],
      },
    ],
    ['events: true', { events: true }],
    ['events:', {}],
    ['namespaces: [{selector: {}, preset: gitops, rules: }]', { namespaces: [{ selector: {}, preset: 'gitops' }] }],
  ])('%j', (text, expected) => expect(parse(text)).toEqual({ ...defaultConfig(), ...expected }))

  test('is what the engine takes', () => {
    const policies: Policies = parse('preset: gitops')
    expect(policies.preset).toBe('gitops')
  })

  test('is frozen all the way down', () => {
    const config = parse('namespaces: [{names: [a], rules: {listener-conflict: off}}]')
    const open = (value: unknown): boolean =>
      typeof value === 'object' && value !== null && (!Object.isFrozen(value) || Object.values(value).some(open))
    expect(open(config)).toBe(false)
    expect(open(withFlags(config, { implementations: ['kic@3.5'] }))).toBe(false)
  })

  test('the one that ships is right', () => {
    const ids = { ...checks, ruleIds: RULES.map(({ id }) => id) }
    const shipped = load(readFileSync(new URL('../../manifests/base/config.yaml', import.meta.url), 'utf8')) as { data: { 'config.yaml': string } }
    const text = shipped.data['config.yaml']
    expect(parseConfig(text, 'config.yaml', ids)).toEqual(defaultConfig())
    // Its examples are commented out: what a person makes of them must be right too.
    const examples = text.split('\n').filter((line) => /^#( {2}|\s*(implementations|rules|namespaces|events):)/.test(line))
    const uncommented = parseConfig(examples.map((line) => line.slice(2)).join('\n'), 'config.yaml', ids)
    expect([uncommented.namespaces.length, uncommented.events]).toEqual([2, true])
  })
})

describe('what is wrong is named with its place, and all of it', () => {
  test.each<[string, ...string[]]>([
    ['a: [', 'c.yaml:1:5: cannot be read as YAML: unexpected end of the stream within a flow collection'],
    ['preset: default\npreset: gitops', 'c.yaml:2:1: cannot be read as YAML: duplicated mapping key'],
    ['rules: &a {}\nx: *a', 'c.yaml:2:4: cannot be read as YAML: aliases have no place in a configuration: write it out'],
    ['preset: gitops\n---\npreset: default', 'c.yaml:3:1: cannot be read as YAML: there is a second document: a configuration is one'],
    ['[]', 'c.yaml:1:1: the configuration must be a mapping, not a list'],
    ['text', 'c.yaml:1:1: the configuration must be a mapping, not the string "text"'],
    ['preset: gitop', 'c.yaml:1:9: preset cannot be "gitop": write default, gitops or warn-only (did you mean gitops?)'],
    ['preset:', 'c.yaml:1:1: preset must be default, gitops or warn-only, not empty'],
    ['# c\n\nprests: x', 'c.yaml:3:1: prests is not known here (did you mean preset?); known are preset, implementations, rules, namespaces, events'],
    ['xyz: 1', 'c.yaml:1:1: xyz is not known here; known are preset, implementations, rules, namespaces, events'],
    ['__proto__: {preset: x}', 'c.yaml:1:1: __proto__ is not known here; known are preset, implementations, rules, namespaces, events'],
    [
      'rules:\n  listener-conflicts: off\n  constructor: off',
      'c.yaml:2:3: rules.listener-conflicts is no rule (did you mean listener-conflict?); known are listener-conflict, missing-reference-grant',
      'c.yaml:3:3: rules.constructor is no rule; known are listener-conflict, missing-reference-grant',
    ],
    ['rules: {listener-conflict: false}', 'c.yaml:1:28: rules.listener-conflict must be deny, warn or off, not the boolean false'],
    ['rules: [listener-conflict]', 'c.yaml:1:8: rules must be a mapping, not a list'],
    ['implementations: kic@3.5', 'c.yaml:1:18: implementations must be a list, not the string "kic@3.5"'],
    ['implementations: [3.5]', 'c.yaml:1:19: implementations[0] must be a string, not the number 3.5: write "3.5" in quotes'],
    [
      'namespaces: [{}]',
      'c.yaml:1:14: namespaces[0] must have names or selector',
      'c.yaml:1:14: namespaces[0] changes nothing: it must have preset or rules',
    ],
    ['events: "true"', 'c.yaml:1:9: events must be true or false, not the string "true"'],
    ['events: yes', 'c.yaml:1:9: events must be true or false, not the string "yes"'],
    ['namespaces: [null]', 'c.yaml:1:14: namespaces[0] must not be empty'],
    [
      'namespaces:\n- names: [a]\n  selector: {}\n  preset: gitops',
      'c.yaml:2:3: namespaces[0] must have only one of names or selector: write two entries',
    ],
    ['namespaces:\n- names: []\n  preset: gitops', 'c.yaml:2:10: namespaces[0].names must not be an empty list'],
    [
      'namespaces:\n- names: [team-*]\n  preset: gitops',
      'c.yaml:2:11: namespaces[0].names[0] cannot be "team-*": that is no name of a namespace (patterns do not count)',
    ],
    [
      'namespaces:\n- selector: {matchLabels: {a: 1}}\n  preset: gitops',
      'c.yaml:2:31: namespaces[0].selector.matchLabels.a must be a string, not the number 1: write "1" in quotes',
    ],
    [
      'namespaces:\n- preset: gitops\n  selector:\n    matchExpressions:\n    - {key: a, operator: In}\n    - {key: a, operator: Exists, values: [x]}\n    - {operator: in}',
      'c.yaml:5:7: namespaces[0].selector.matchExpressions[0] must have values: In compares with them',
      'c.yaml:6:7: namespaces[0].selector.matchExpressions[1] must not have values: Exists compares with none',
      'c.yaml:7:18: namespaces[0].selector.matchExpressions[2].operator cannot be "in": write In, NotIn, Exists or DoesNotExist (did you mean In?)',
      'c.yaml:7:7: namespaces[0].selector.matchExpressions[2] must have key',
    ],
  ])('%j', (text, ...expected) => expect(problems(text)).toEqual(expected))

  test('an implementation is judged by who knows them', () => {
    expect(problems('implementations:\n- kic@3.5\n- kick@3.5')).toEqual([
      expect.stringMatching(/^c\.yaml:3:3: implementations\[1\] cannot be used: "kick" .*kic, /),
    ])
  })

  test('any text is a configuration or an error with words', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom('preset: ', 'rules:\n', '  ', '- ', 'namespaces: ', '[', ']', '{', '}', 'names: ', '&a ', '*a', '\n---\n', '\u0000'),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        for (const problem of problems(pieces.join(''))) expect(problem).toMatch(/^c\.yaml(:\d+:\d+)?: ./)
      }),
      { numRuns: 500 },
    )
  })
})

describe('flags over the file', () => {
  const config = parse('preset: gitops\nimplementations: [kic@3.4]\nrules: {listener-conflict: off}')
  test('a preset replaces, implementations come last, the rest stays', () => {
    expect(withFlags(config, { preset: 'warn-only', implementations: ['kic@3.5'] })).toEqual({
      ...config,
      preset: 'warn-only',
      implementations: ['kic@3.4', 'kic@3.5'],
    })
  })
  test('no flags change nothing', () => expect(withFlags(config, { preset: undefined })).toEqual(config))
})

test('the schema speaks only of what is checked', () => {
  const known = new Set(['$schema', 'title', 'description', '$defs', '$ref', 'type', 'properties', 'items', 'minItems', 'enum', 'format', 'examples'])
  for (const word of ['additionalProperties', 'propertyNames', 'required', 'oneOf', 'anyOf']) known.add(word)
  const visit = (node: unknown, names: boolean): void => {
    if (Array.isArray(node)) for (const item of node) visit(item, false)
    if (typeof node !== 'object' || node === null || Array.isArray(node)) return
    for (const [key, inner] of Object.entries(node)) {
      if (!names) expect(known).toContain(key)
      if (key === '$ref' && !names) expect(Object.keys(schema.$defs).map((name) => `#/$defs/${name}`)).toContain(inner)
      visit(inner, !names && (key === 'properties' || key === '$defs'))
    }
  }
  visit(schema, false)
})

describe('a file that is followed', () => {
  let dir: string
  let watched: WatchedConfig | undefined
  const lines: { level: string; msg: string }[] = []
  const logger = createLogger('info', { write: (line) => lines.push(JSON.parse(line)) })
  const errors = () => lines.filter(({ level }) => level === 'error').map(({ msg }) => msg.replaceAll(`${dir}/`, ''))

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'portcullis-config-'))
    lines.length = 0
  })
  afterEach(async () => {
    await watched?.stop()
    watched = undefined
    if (existsSync(dir)) rmSync(dir, { recursive: true })
  })
  const file = () => join(dir, 'c.yaml')
  /** Looks only when told to, so that nothing depends on time. */
  const open = async (options: Partial<WatchOptions> = { settle: 1e6, poll: 1e6 }) => {
    watched = await watchConfig(file(), { checks, logger, ...options })
    return watched
  }

  test('must be there and right at the start', async () => {
    await expect(open()).rejects.toThrow(`${file()}: there is no such configuration file`)
    await expect(loadConfig(dir, checks)).rejects.toThrow(`${dir}: is a folder: name the configuration file in it`)
    writeFileSync(file(), 'preset: x')
    await expect(open()).rejects.toThrow(ConfigError)
  })

  test('a right change is taken up and told', async () => {
    writeFileSync(file(), 'preset: gitops')
    const config = await open()
    const told: string[] = []
    config.onChange(() => {
      throw new Error('a listener of no concern')
    })
    config.onChange(({ preset }) => told.push(preset))
    writeFileSync(file(), 'preset: warn-only')
    await config.reload()
    await config.reload()
    expect(config.current().preset).toBe('warn-only')
    expect(told).toEqual(['warn-only'])
  })

  test('a bad change keeps the old one and is told once; the way back is told too', async () => {
    writeFileSync(file(), 'preset: gitops')
    const config = await open()
    const before = config.current()
    writeFileSync(file(), 'preset: gitop')
    await config.reload()
    await config.reload()
    expect(config.current()).toBe(before)
    expect(errors()).toEqual([expect.stringMatching(/^the configuration stays as it was.*\nc\.yaml:1:9: preset cannot be "gitop"/)])
    unlinkSync(file())
    await config.reload()
    expect(config.current()).toBe(before)
    expect(errors()).toHaveLength(2)
    writeFileSync(file(), 'preset: gitops')
    await config.reload()
    expect(lines.at(-1)).toMatchObject({ level: 'info' })
    expect(config.current()).toBe(before)
  })

  test.each([
    ['the system tells', { settle: 10, poll: 1e6 }],
    ['nothing tells', { settle: 1e6, poll: 20 }],
  ])('a ConfigMap that the kubelet swaps is read again, where %s', async (_, options) => {
    const version = (name: string, text: string) => {
      mkdirSync(join(dir, name))
      writeFileSync(join(dir, name, 'c.yaml'), text)
      symlinkSync(name, join(dir, '..data_tmp'))
      renameSync(join(dir, '..data_tmp'), join(dir, '..data'))
    }
    version('..one', 'preset: gitops')
    symlinkSync('..data/c.yaml', file())
    const config = await open(options)
    version('..two', 'preset: warn-only')
    await vi.waitFor(() => expect(config.current().preset).toBe('warn-only'), 5000)
  })
})
