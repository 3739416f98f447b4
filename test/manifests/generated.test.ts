import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { driftedFiles, run } from '../../scripts/generate.ts'
import { clusterRules, namespaceRules } from '../../scripts/manifests/rbac.ts'
import { webhookRules } from '../../scripts/manifests/webhooks.ts'
import { CA_FIELD_MANAGER } from '../../src/cluster/ca-secret.ts'
import { DEFAULTERS } from '../../src/defaulters/index.ts'
import { KINDS } from '../../src/gateway/kinds.ts'
import { DEFINITIONS } from '../../src/implementations/index.ts'
import { type Manifest, objectOf, ROOT } from './objects.ts'

describe('what is committed', () => {
  test('is what the code says', () => {
    expect(driftedFiles(ROOT)).toEqual([])
  })
})

describe('--check', () => {
  let root: string
  beforeAll(() => {
    root = mkdtempSync(`${tmpdir()}/portcullis-manifests-`)
    for (const folder of ['manifests', 'docs', 'src/gateway', 'src/documents']) cpSync(`${ROOT}/${folder}`, `${root}/${folder}`, { recursive: true })
  })
  afterAll(() => rmSync(root, { recursive: true }))

  const generate = (...args: string[]) => {
    const out: string[] = []
    const error: string[] = []
    const code = run(
      args,
      root,
      (line) => out.push(line),
      (line) => error.push(line),
    )
    return { code, out, error }
  }

  test('fails on drift, names the file and writes nothing; without it the file is mended', () => {
    const path = `${root}/manifests/base/webhooks.yaml`
    const right = readFileSync(path, 'utf8')
    writeFileSync(path, right.replace('timeoutSeconds: 5', 'timeoutSeconds: 6'))
    expect(generate('--check')).toEqual({ code: 1, out: [], error: [expect.stringMatching(/^manifests\/base\/webhooks\.yaml .*npm run generate/)] })
    expect(readFileSync(path, 'utf8')).not.toBe(right)
    expect(generate()).toEqual({ code: 0, out: ['written: manifests/base/webhooks.yaml'], error: [] })
    expect(readFileSync(path, 'utf8')).toBe(right)
    expect(generate('--check')).toEqual({ code: 0, out: [], error: [] })
    expect(generate()).toEqual({ code: 0, out: ['nothing to change'], error: [] })
  })

  test('fails where a file is missing', () => {
    rmSync(`${root}/manifests/base/rbac.yaml`)
    expect(generate('--check')).toMatchObject({ code: 1, error: [expect.stringContaining('manifests/base/rbac.yaml')] })
    generate()
    expect(generate('--check').code).toBe(0)
  })

  test('knows no other argument', () => {
    expect(generate('--chekc')).toMatchObject({ code: 2, error: [expect.stringContaining('"--chekc"')] })
  })
})

describe('rights', () => {
  const READ = ['get', 'list', 'watch']
  const granted = (group: string, plural: string) => clusterRules().filter((r) => r.apiGroups.includes(group) && r.resources.includes(plural))

  test('to read every cached kind, and no other', () => {
    for (const { group, plural, cached } of KINDS) {
      expect({ plural, verbs: granted(group, plural).map((r) => r.verbs) }).toEqual({ plural, verbs: cached ? [READ] : [] })
    }
    const known = KINDS.map((k) => k.plural)
    const others = clusterRules().flatMap((r) => r.resources.filter((resource) => !known.includes(resource)))
    expect(others).toEqual(['validatingwebhookconfigurations', 'mutatingwebhookconfigurations'])
  })

  test('to read Secrets stand alone, so that the overlay can take them away', () => {
    expect(clusterRules()[0]).toEqual({ apiGroups: [''], resources: ['secrets'], verbs: READ })
  })

  test('to write only by name, but for creating the CA where it lives', () => {
    const writing = [...clusterRules(), ...namespaceRules()].filter((r) => r.verbs.some((verb) => !READ.includes(verb)))
    expect(writing.map((r) => [r.resources.join(), r.resourceNames?.join(), r.verbs.join()])).toEqual([
      ['validatingwebhookconfigurations,mutatingwebhookconfigurations', 'portcullis', 'get,patch'],
      ['secrets', CA_FIELD_MANAGER, 'get,update'],
      ['secrets', undefined, 'create'],
    ])
    expect(JSON.stringify([...clusterRules(), ...namespaceRules()])).not.toContain('*')
  })
})

describe('webhook rules', () => {
  const validating = objectOf('manifests/base/webhooks.yaml', 'ValidatingWebhookConfiguration').webhooks[0]
  const mutating = objectOf('manifests/base/webhooks.yaml', 'MutatingWebhookConfiguration').webhooks[0]
  const covered = (webhook: Manifest): string[] =>
    webhook.rules.flatMap((rule: Manifest) =>
      rule.apiGroups.flatMap((group: string) =>
        rule.apiVersions.flatMap((version: string) => rule.resources.map((resource: string) => `${group}/${version}/${resource} ${rule.scope}`)),
      ),
    )
  const wanted = (kinds: readonly (typeof KINDS)[number][]) =>
    kinds.flatMap((k) => k.versions.map((version) => `${k.group}/${version}/${k.plural} ${k.namespaced ? 'Namespaced' : 'Cluster'}`))

  test('name every reviewed kind in every version once, and no version that never was', () => {
    expect(covered(validating).sort()).toEqual(wanted(KINDS.filter((k) => k.reviewed)).sort())
    expect(validating.rules.map((r: Manifest) => r.operations.join())).toEqual(validating.rules.map(() => 'CREATE,UPDATE,DELETE'))
  })

  test('of the mutating webhook name what defaulters change, and never DELETE', () => {
    const defaulted = DEFAULTERS.flatMap((d) => d.kinds)
    expect(covered(mutating).sort()).toEqual(wanted(KINDS.filter((k) => (defaulted as string[]).includes(k.kind))).sort())
    expect(mutating.rules.map((r: Manifest) => r.operations.join())).toEqual(mutating.rules.map(() => 'CREATE,UPDATE'))
    const annotated = DEFINITIONS.flatMap((d) => d.versions.flatMap((v) => d.at(v, {}, false, d.controllerNames[0] ?? '').annotationDefaults))
    expect(annotated.length).toBeGreaterThan(0)
    expect(annotated.map((a) => a.kind).filter((kind) => !(defaulted as string[]).includes(kind))).toEqual([])
  })

  test('follow the table when a kind or a version is added', () => {
    const facts = { kind: 'X', group: 'g', plural: 'xs', namespaced: true, versions: ['v1', 'v2'], reviewed: true, cached: false } as const
    const rules = webhookRules([facts, { ...facts, kind: 'Y', plural: 'ys', versions: ['v2'] }], ['CREATE'])
    expect(rules.map((r) => `${r.apiGroups}/${r.apiVersions}: ${r.resources}`)).toEqual(['g/v1: xs', 'g/v2: xs,ys'])
  })

  test.each([
    ['validate', validating],
    ['mutate', mutating],
  ])('%s: safe defaults', (verb, webhook) => {
    expect(webhook).toMatchObject({
      name: `${verb}.portcullis.dev`,
      clientConfig: { service: { namespace: 'portcullis-system', name: 'portcullis', port: 443, path: `/${verb}` } },
      matchPolicy: 'Equivalent',
      failurePolicy: 'Ignore',
      sideEffects: 'None',
      timeoutSeconds: 5,
      admissionReviewVersions: ['v1', 'v1beta1'],
      namespaceSelector: {
        matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['portcullis-system', 'kube-system'] }],
      },
    })
    expect(webhook.clientConfig).not.toHaveProperty('caBundle')
  })
})
