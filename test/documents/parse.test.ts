import fc from 'fast-check'
import { dump } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { problemText } from '../../src/documents/document.ts'
import { parseDocuments } from '../../src/documents/parse.ts'

const read = (text: string) => parseDocuments(text, 'f.yaml')
const problems = (text: string) => read(text).problems.map(problemText)
const names = (text: string) => read(text).documents.map(({ object }) => `${object.kind} ${object.metadata.namespace ?? '-'}/${object.metadata.name}`)
const service = (name: string) => `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n`

describe('a scalar is read as kubectl reads it', () => {
  // The right side is what sigs.k8s.io/yaml 1.6 makes of it.
  test.each<[string, unknown]>([
    ['yes', true],
    ['On', true],
    ['y', true],
    ['NO', false],
    ['off', false],
    ['yEs', 'yEs'],
    ['"yes"', 'yes'],
    ["'off'", 'off'],
    ['true', true],
    ['~', null],
    ['', null],
    ['Null', null],
    ['17', 17],
    ['-17', -17],
    ['+1', 1],
    ['017', 15],
    ['-017', -15],
    ['0o17', 15],
    ['0O17', 15],
    ['0x1F', 31],
    ['0b101', 5],
    ['08', 8],
    ['0', 0],
    ['1_000', 1000],
    ['1e3', 1000],
    ['1.5', 1.5],
    ['.5', 0.5],
    ['1:30', '1:30'],
    ['1.2.3', '1.2.3'],
    ['2001-12-14', '2001-12-14'],
    ['2001-12-14T21:59:43Z', '2001-12-14T21:59:43Z'],
    ['!!str 12', '12'],
    ['!!int "12"', 12],
    ['!!binary aGk=', 'hi'],
    ['!vault x', 'x'],
    ['"\\u00e9"', 'é'],
  ])('%s', (text, value) => {
    const { documents, problems } = read(`${service('a')}value: ${text}\n`)
    expect(problems).toEqual([])
    expect(documents[0]?.object.value).toStrictEqual(value)
  })

  test('a key that is no string becomes one', () => {
    expect(read(`${service('a')}spec: {on: 1, 8080: 2}\n`).documents[0]?.object.spec).toEqual({ true: 1, '8080': 2 })
  })

  test('anchors and merge keys', () => {
    const { documents } = read(`${service('a')}base: &b {p: 1, q: 2}\nspec:\n  <<: *b\n  q: 3\nagain: *b\n`)
    expect(documents[0]?.object.spec).toEqual({ p: 1, q: 3 })
    expect(documents[0]?.object.again).toEqual({ p: 1, q: 2 })
  })

  test('a key called __proto__ is a key', () => {
    const object = read(`${service('a')}spec: {__proto__: {polluted: 1}}\n`).documents[0]?.object
    expect(Object.keys(object?.spec as object)).toEqual(['__proto__'])
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })
})

describe('what a file is made of', () => {
  test('a stream: empty documents do not count, comments and ... are allowed', () => {
    const text = `# first\n---\n---\n${service('a')}---\n# nothing\n--- # more\n${service('b')}...\n---\nnull\n---\n${service('c')}`
    expect(problems(text)).toEqual([])
    expect(read(text).documents.map(({ object, index, line }) => [object.metadata.name, index, line])).toEqual([
      ['a', 0, 4],
      ['b', 1, 11],
      ['c', 2, 19],
    ])
  })

  test('Windows line ends, a byte order mark, %YAML', () => {
    expect(names(`\uFEFF%YAML 1.1\r\n---\r\n${service('a').replaceAll('\n', '\r\n')}---\r\n${service('b')}`)).toEqual([
      'Service default/a',
      'Service default/b',
    ])
  })

  test('--- within a line, or after a U+2028, ends nothing', () => {
    expect(read(`${service('a')}text: "a --- b\u2028--- c"\n`).documents[0]?.object.text).toBe('a --- b\u2028--- c')
    expect(read(`${service('a')}text: |\n  ---\n  b\n`).documents[0]?.object.text).toBe('---\nb\n')
  })

  test('JSON, indented by tabs, one after the other, duplicate keys named', () => {
    const json = (name: string) => JSON.stringify({ apiVersion: 'v1', kind: 'Service', metadata: { name }, text: '}{"\\', n: 1e21 }, null, '\t')
    const { documents, problems: none } = read(`${json('a')}\n${json('b')}${json('c')}`)
    expect(none).toEqual([])
    expect(documents.map(({ object, line, index }) => [object.metadata.name, object.text, object.n, line, index])).toEqual([
      ['a', '}{"\\', 1e21, 1, 0],
      ['b', '}{"\\', 1e21, 10, 1],
      ['c', '}{"\\', 1e21, 18, 2],
    ])
    expect(problems('{"apiVersion":"v1",\n"apiVersion":"v1"}')).toEqual(['f.yaml:2:2: cannot be read as JSON: duplicated mapping key'])
  })

  test('words that JSON knows and YAML 1.1 reads otherwise stay what they are in JSON', () => {
    expect(read('{"apiVersion":"v1","kind":"Service","metadata":{"name":"on"},"a":"yes","b":1e3,"c":null}').documents[0]?.object).toMatchObject({
      metadata: { name: 'on' },
      a: 'yes',
      b: 1000,
      c: null,
    })
  })

  test('Lists are taken apart, each item with its own line', () => {
    const text = [
      'apiVersion: v1',
      'kind: List',
      'items:',
      '- apiVersion: v1',
      '  kind: ServiceList',
      '  items:',
      '  - metadata: {name: a}',
      '  - metadata: {name: b, namespace: ns}',
      '- apiVersion: v1',
      '  kind: List',
      '  items: []',
      '- 7',
      '- apiVersion: v1',
      '  kind: Namespace',
      '  metadata: {name: ns}',
    ].join('\n')
    expect(read(text).documents.map(({ object, line, index }) => [object.kind, object.metadata.name, line, index])).toEqual([
      ['Service', 'a', 7, 0],
      ['Service', 'b', 8, 0],
      ['Namespace', 'ns', 13, 0],
    ])
    expect(problems(text)).toEqual(['f.yaml:12:3: is the number 7, not a Kubernetes object: it needs apiVersion, kind and metadata'])
  })
})

describe('the namespace is what kubectl makes it', () => {
  test.each([
    ['apiVersion: v1\nkind: Service\nmetadata: {name: a}', 'Service default/a'],
    ['apiVersion: v1\nkind: Service\nmetadata: {name: a, namespace: }', 'Service default/a'],
    ['apiVersion: gateway.networking.k8s.io/v1beta1\nkind: HTTPRoute\nmetadata: {name: a, namespace: ns}', 'HTTPRoute ns/a'],
    ['apiVersion: gateway.networking.k8s.io/v1\nkind: GatewayClass\nmetadata: {name: a, namespace: ns}', 'GatewayClass -/a'],
    ['apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: a}', 'Thing -/a'],
    ['apiVersion: v1\nkind: Service\nmetadata: {generateName: a-}', 'Service default/'],
  ])('%s', (text, expected) => expect(names(text)).toEqual([expected]))
})

describe('a problem names its place and leaves the rest alone', () => {
  test.each([
    ['a: [', '5:1: cannot be read as YAML: deficient indentation'],
    ['a: 1\na: 2', '5:1: cannot be read as YAML: duplicated mapping key'],
    ['&a [*a]', '4:4: cannot be read as YAML: an anchor contains an alias to itself'],
    ['a: .nan', '4:1: .nan cannot be a value of a Kubernetes object: JSON has no such number'],
    ['just text', '4:1: is the string "just text", not a Kubernetes object: it needs apiVersion, kind and metadata'],
    ['- a', '4:1: is a list, not a Kubernetes object: it needs apiVersion, kind and metadata'],
    ['a: 1', '4:1: is no Kubernetes object: it has no apiVersion and no kind'],
    ['kind: Service', '4:1: is no Kubernetes object: it has no apiVersion'],
    ['apiVersion: v1\nkind: 3', '5:1: kind must be a string, not the number 3'],
    ['apiVersion: v1\nkind: Service', '4:1: this Service has no metadata.name'],
    ['apiVersion: v1\nkind: Service\nmetadata:\n  labels: {}', '6:1: this Service has no metadata.name'],
    ['apiVersion: v1\nkind: Service\nmetadata:\n  name: 12', '7:3: metadata.name must be a string, not the number 12: write "12" in quotes'],
    [
      'apiVersion: v1\nkind: Service\nmetadata:\n  name: a\n  labels:\n    on: x\n    b: no',
      '10:5: metadata.labels[b] must be a string, not the boolean false: write "false" in quotes',
    ],
    ['apiVersion: v1\nkind: List\nitems: 3', '6:1: items of this List must be a list'],
  ])('%j', (text, problem) => {
    const found = read(`---\n# a comment\n---\n${text}\n---\n${service('kept')}`)
    expect(found.documents.map(({ object }) => object.metadata.name)).toEqual(['kept'])
    expect(found.problems.map(problemText)).toEqual([`f.yaml:${problem}`])
  })

  test('aliases that unfold into billions of values', () => {
    const levels = Array.from({ length: 12 }, (_, n) => `l${n + 1}: &l${n + 1} [${Array(10).fill(`*l${n}`).join(', ')}]`)
    expect(problems(`${service('a')}l0: &l0 x\n${levels.join('\n')}\n`)).toEqual([expect.stringContaining('unfold into more than 1000000 values')])
  })

  test('nesting without end', () => {
    expect(problems('['.repeat(100_000))).toHaveLength(1)
    expect(problems(`{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)).toHaveLength(1)
  })
})

describe('positions', () => {
  const text = [
    service('first'),
    '---',
    'apiVersion: v1',
    'kind: Service',
    'metadata: {name: second, annotations: {"a.b/c": x}}',
    'spec:',
    '  ports:',
    '  - name: http',
    '    port: 80',
    '  -   port: 81',
    '  empty:',
    '  inline: [{a: 1}, {b: 2}]',
  ].join('\n')
  test.each<[(string | number)[], number, number]>([
    [[], 7, 1],
    [['kind'], 8, 1],
    [['metadata', 'name'], 9, 12],
    [['metadata', 'annotations', 'a.b/c'], 9, 40],
    [['spec', 'ports'], 11, 3],
    [['spec', 'ports', 0], 12, 5],
    [['spec', 'ports', 0, 'port'], 13, 5],
    [['spec', 'ports', 1, 'port'], 14, 7],
    [['spec', 'empty'], 15, 3],
    [['spec', 'inline', 1, 'b'], 16, 21],
    [['spec', 'ports', 7, 'port'], 11, 3],
    [['spec', 'selector', 'x'], 10, 1],
  ])('%j', (path, line, column) => expect(read(text).documents[1]?.position(path)).toEqual({ line, column }))
})

describe('properties', () => {
  test('never throws, and says something of what it does not read', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom('---\n', '- ', 'a: ', '{', '}', '[', '&a ', '*a', '\n', '"', '%YAML\n', '...\n', '!!int ', '|\n', '\t', '{"a":1}'),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const { documents, problems } = read(pieces.join(''))
        for (const { line, position } of documents) expect(position([])).toMatchObject({ line })
        for (const { message } of problems) expect(message).not.toBe('')
      }),
      { numRuns: 500 },
    )
  })

  test('a broken document does not take the others along', () => {
    const valid = fc.record({ name: fc.stringMatching(/^[a-z]{1,8}$/), spec: fc.jsonValue() })
    const broken = fc.constantFrom('a: [', 'a: "', 'a: 1\na: 2', '\tx: 1\n y', '*nowhere', '{', 'a: b: c', '@', 'kind: x', '!!int x')
    fc.assert(
      fc.property(fc.array(valid, { minLength: 1, maxLength: 6 }), broken, fc.nat(), (objects, bad, where) => {
        const texts = objects.map(({ name, spec }) => dump({ apiVersion: 'v1', kind: 'Service', metadata: { name }, spec }, { forceQuotes: true }))
        texts.splice(where % (texts.length + 1), 0, bad)
        const found = read(texts.join('\n---\n'))
        expect(found.documents.map(({ object }) => [object.metadata.name, object.spec])).toEqual(objects.map(({ name, spec }) => [name, spec]))
        expect(found.problems).toHaveLength(1)
      }),
      { numRuns: 200 },
    )
  })

  test('a sound file, which is read at once, reads as it does part by part beside a broken document', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '',
        '# nothing\n',
        '%YAML 1.2\n---\n',
        '%TAG !e! tag:e,2000:\n---\n',
        '...\n',
        'a: &a [*a]\n',
        '{"a": 1}\n',
        '\r\n',
        '|\n  text\n  ---\n',
        '|\n{\r',
        'a: 1\r---\rb: 2\n',
        'x: "1\n\n  2"\n',
      ),
      fc.stringMatching(/^[a-z]{1,3}$/).map((name) => `${service(name)}spec: { type: ClusterIP, ports: [{ port: 017 }] } # ---\n`),
      fc
        .stringMatching(/^[a-z]{1,3}$/)
        .map((name) => `kind: List\napiVersion: v1\nitems:\n- &it\n${service(name).replace(/^/gm, '  ').trimEnd()}\n- *it\n`),
    )
    const separator = fc.constantFrom('---\n', '--- \n', '---\r\n', '--- # next\n', '---\t\n')
    const places = (text: string) =>
      read(text).documents.map(({ object, index, line, position }) => ({ object, index, line, name: position(['metadata', 'name']) }))
    fc.assert(
      fc.property(fc.array(fc.tuple(separator, piece), { maxLength: 6 }), (parts) => {
        const text = parts.map((words) => words.join('')).join('')
        expect(places(text)).toEqual(places(`${text}\n---\na: [`))
      }),
      { numRuns: 500 },
    )
  })

  test('JSON reads as JSON.parse reads it', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(undefined, 2, '\t'), (spec, indent) => {
        const object = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a', namespace: 'b' }, spec }
        const text = JSON.stringify(object, null, indent)
        expect(read(text).documents.map(({ object }) => object)).toEqual([JSON.parse(text)])
      }),
    )
  })
})
