import { readdir } from 'node:fs/promises'
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { KINDS } from '../../src/gateway/kinds.ts'
import type { UntypedObject } from '../../src/gateway/objects.ts'
import type { KeyPairFacts, Surroundings } from '../../src/gateway/surroundings.ts'
import { RULES } from '../../src/rules/index.ts'
import type { RuleDocs } from '../../src/rules/rule.ts'
import { documents } from '../gateway/objects.ts'
import { found, foundOnDelete } from './found.ts'

const example = (text: string, { implementations = [], deletes, changes, certificates = {}, besides = [] }: RuleDocs) => {
  const all = documents(text) as unknown as UntypedObject[]
  const last = all.at(-1) as UntypedObject
  const others = all.slice(0, -1)
  const before = changes && (others.at(-1) as UntypedObject)
  const around: Surroundings = { readKeyPair: (certificate) => readAs(certificates[certificate]) }
  const beside = { ...(before && { before }), ...(Object.keys(certificates).length > 0 && { around }) }
  const findings = deletes ? foundOnDelete(last, others, implementations) : found(last, others, implementations, RULES, beside)
  return { findings: findings.filter(({ rule }) => !besides.includes(rule)), others, last }
}

const readAs = (names: readonly string[] | undefined): KeyPairFacts =>
  names ? { validFrom: 0, validUntil: Number.POSITIVE_INFINITY, algorithm: 'ec', names } : { problem: 'the example says nothing of it' }

describe('the index of rules', () => {
  it('holds each rule once, under an id in kebab-case, in alphabetical order', () => {
    const ids = RULES.map((rule) => rule.id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toEqual(ids.toSorted())
    for (const id of ids) expect(id).toMatch(/^[a-z]+(-[a-z]+)+$/)
  })

  it('holds every file under rules/', async () => {
    const files = await readdir(new URL('../../src/rules', import.meta.url), { recursive: true })
    const own = files.filter((file) => /^[a-z-]+\/.+\.ts$/.test(file)).map((file) => basename(file, '.ts'))
    expect(own.toSorted()).toEqual(RULES.map((rule) => rule.id))
  })
})

describe.each(RULES.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const docs = rule.docs()

  it('is documented in sentences', () => {
    const { summary, why, fix, source } = docs
    for (const text of [summary, why, fix]) expect(text).toMatch(/^[A-Z`].*\.$/s)
    expect(source).not.toBe('')
    expect(rule.kinds.length).toBeGreaterThan(0)
    for (const kind of rule.kinds) expect(KINDS.find((facts) => facts.kind === kind)?.reviewed).toBe(true)
  })

  it('finds the last document of its bad example, and no other rule does', () => {
    const { findings } = example(docs.bad, docs)
    expect(new Set(findings.map((finding) => finding.rule))).toEqual(new Set([id]))
  })

  it('has no finding in its good example, nor has any other rule, in any of its documents', () => {
    const { findings, others, last } = example(docs.good, docs)
    expect(findings).toEqual([])
    for (const other of others) {
      if (other.kind !== 'Gateway') continue
      expect(found(other, [...others.filter((one) => one !== other), last], docs.implementations)).toEqual([])
    }
  })
})
