import { expect, test } from 'vitest'
import { checkJson } from '../../src/report/check-json.ts'
import { checkText, summaryText } from '../../src/report/check-text.ts'
import { type Checked, countsOf, NOTHING, sum } from '../../src/report/checked.ts'
import { coloured, plain } from '../../src/report/paint.ts'
import { placed } from './found.ts'

const checked = (more: Partial<Checked>): Checked => ({ files: 1, objects: 1, findings: [], errors: [], ...more })

test('by file in the order in which files come, within a file by place, errors among them', () => {
  const text = checkText(
    checked({
      findings: [
        placed({ file: 'b.yaml' }),
        placed({ line: 10 }),
        placed({ line: 9, column: 7 }),
        placed({ line: 9, column: 3 }, { decision: 'deny' }),
      ],
      errors: [
        { file: 'a.yaml', line: 9, column: 4, message: 'cannot be read' },
        { file: 'c', message: 'is not there' },
      ],
    }),
    plain,
  )
  const heads = text.split('\n').filter((line) => !line.startsWith('  '))
  expect(heads).toEqual([
    'a.yaml:9:3: deny: Gateway a/gw [a-rule]',
    'a.yaml:9:4: error: cannot be read',
    'a.yaml:9:7: warn: Gateway a/gw [a-rule]',
    'a.yaml:10:1: warn: Gateway a/gw [a-rule]',
    '',
    'c: error: is not there',
    '',
    'b.yaml:1:1: warn: Gateway a/gw [a-rule]',
    '',
    '',
  ])
})

test('a finding says where, what and how to mend it; what it does not have it leaves out', () => {
  const object = { apiVersion: 'v1', kind: 'GatewayClass', name: 'c' }
  const one = (finding: Parameters<typeof placed>[1]) => checkText(checked({ findings: [placed({ object }, finding)] }), plain)
  expect(one({})).toBe('a.yaml:1:1: warn: GatewayClass c [a-rule]\n  spec.x: is wrong\n  to fix: make it right\n\n')
  expect(one({ path: '', hint: '' })).toBe('a.yaml:1:1: warn: GatewayClass c [a-rule]\n  is wrong\n\n')
})

test('nothing that a manifest holds reaches the terminal as a control character', () => {
  const evil = 'x\u001b[2J\n\u202ey'
  const object = { apiVersion: 'v1', kind: evil, namespace: evil, name: evil }
  const text = checkText(
    checked({ findings: [placed({ object, file: evil }, { message: evil, hint: evil, path: evil })], errors: [{ file: evil, message: evil }] }),
    plain,
  )
  expect(text.trimEnd().split('\n')).toHaveLength(4)
  expect(text).not.toMatch(/[\p{Cc}\u202e](?<!\n)/u)
})

test.each([
  [{ ...NOTHING, files: 1, objects: 1 }, '1 object in 1 file: no findings\n'],
  [{ ...NOTHING, files: 2, objects: 0, errors: 1 }, '0 objects in 2 files: no findings, 1 error\n'],
  [{ files: 3, objects: 20, findings: 3, deny: 2, warn: 1, errors: 2 }, '20 objects in 3 files: 3 findings (2 deny, 1 warn), 2 errors\n'],
  [{ files: 3, objects: 20, findings: 1, deny: 0, warn: 1, errors: 0 }, '20 objects in 3 files: 1 finding (1 warn)\n'],
])('the summary of %j', (counts, expected) => {
  expect(summaryText(counts, plain)).toBe(expected)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what colour is made of.
  expect(summaryText(counts, coloured).replaceAll(/\u001b\[\d+m/g, '')).toBe(expected)
})

test('counts add up', () => {
  const counts = countsOf(checked({ findings: [placed({}), placed({}, { decision: 'deny' })], errors: [{ file: 'a', message: 'b' }] }))
  expect(counts).toEqual({ files: 1, objects: 1, findings: 2, deny: 1, warn: 1, errors: 1 })
  expect(sum(counts, sum(counts, NOTHING))).toEqual({ files: 2, objects: 2, findings: 4, deny: 2, warn: 2, errors: 2 })
})

test('as JSON: what a program needs and no more; errors only where there are some', () => {
  const condition = { type: 'Accepted', status: 'False', reason: 'Invalid', more: 1 } as const
  const one = checked({ findings: [placed({}, { condition })] })
  expect(checkJson(one, 'a.yaml')).toBe(
    '{"file":"a.yaml","summary":{"files":1,"objects":1,"findings":1,"deny":0,"warn":1,"errors":0},"findings":[{"rule":"a-rule","class":"absent","decision":"warn","path":"spec.x","message":"is wrong","hint":"make it right","condition":{"type":"Accepted","status":"False","reason":"Invalid"},"object":{"apiVersion":"v1","kind":"Gateway","namespace":"a","name":"gw"},"file":"a.yaml","line":1,"column":1}]}\n',
  )
  const indented = checkJson(one)
  expect(indented.split('\n').length).toBeGreaterThan(10)
  expect(Object.keys(JSON.parse(indented))).toEqual(['summary', 'findings'])
  expect(JSON.parse(checkJson(checked({ errors: [{ file: 'a', message: 'b' }] })))).toMatchObject({
    errors: [{ file: 'a', message: 'b' }],
    findings: [],
  })
})
