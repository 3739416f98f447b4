import { describe, expect, it } from 'vitest'
import { evaluate } from '../../src/engine/evaluate.ts'
import { applyDefaults } from '../../src/gateway/defaults.ts'
import { kindOf } from '../../src/gateway/kinds.ts'
import type { AnyObject, UntypedObject } from '../../src/gateway/objects.ts'
import { implementationsFrom } from '../../src/implementations/index.ts'
import type { Finding } from '../../src/rules/finding.ts'
import { RULES } from '../../src/rules/index.ts'
import { cluster } from '../gateway/objects.ts'
import { states, type WebhookLine, type WebhookVerdict, webhookVerdicts } from '../prediction/truth.ts'

interface Suite {
  readonly webhook: string
  readonly entry: string
  readonly verdicts: (line: WebhookLine) => readonly WebhookVerdict[]
  readonly refused: number
}

const PROXY = 'proxyPorts=80:HTTP+8080:HTTP+443:HTTPS+8443:TLS+9000:TCP+9001:UDP'

const SUITES: readonly Suite[] = [
  {
    webhook: '3.5.13, router traditional',
    entry: `kic@3.5,gatewayAlpha=true,routerFlavor=traditional,${PROXY}`,
    verdicts: ({ traditional }) => traditional,
    refused: 76,
  },
  {
    webhook: '3.5.13, router expressions',
    entry: `kic@3.5,gatewayAlpha=true,routerFlavor=expressions,${PROXY}`,
    verdicts: ({ expressions }) => expressions,
    refused: 37,
  },
  // It answers each of them with an error, so that its failurePolicy decides.
  { webhook: '2.12.8', entry: `kic@2.12,gatewayAlpha=true,${PROXY}`, verdicts: ({ kic212 }) => kic212.traditional, refused: 83 },
]

// What of a finding must be about the cause, where the webhook names no path.
const CAUSES: Readonly<Record<string, readonly string[]>> = {
  'timeouts differ': ['differing-timeouts'],
  // It dereferences nil at a rule with timeouts and no backendRequest.
  panic: ['differing-timeouts'],
  extensionRef: ['missing-extension', 'unsupported-filter'],
}

function found(verdict: WebhookVerdict, objects: readonly AnyObject[], entry: string): readonly Finding[] {
  const object = objects.find(
    ({ kind, metadata }) => kind === verdict.kind && metadata.namespace === verdict.namespace && metadata.name === verdict.name,
  ) as AnyObject
  const { findings, faults } = evaluate({ kind: object.kind, object, before: undefined }, cluster(...objects), implementationsFrom([entry]), RULES)
  expect(faults).toEqual([])
  return findings
}

/** Whether a finding is about what the webhook names: at its path, below it, or the field that holds it. */
function isAbout({ rule, path }: Finding, { why = '', path: at }: WebhookVerdict): boolean {
  if (at !== undefined) return isAtOrUnder(path, `spec.${at}`)
  return Object.hasOwn(CAUSES, why) ? CAUSES[why]?.includes(rule) === true : path.startsWith('spec.')
}

function isAtOrUnder(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}.`) || path.startsWith(`${place}[`)
}

const all = states('kong').map(({ id, objects }) => ({
  id,
  objects: objects.map((object) => {
    const kind = kindOf(object.apiVersion, object.kind)?.kind
    const version = object.apiVersion.slice(object.apiVersion.indexOf('/') + 1)
    return kind ? (applyDefaults(kind, version, object as unknown as UntypedObject) as unknown as AnyObject) : object
  }),
}))

describe.each(SUITES)("KIC's own webhook, $webhook", ({ entry, verdicts, refused }) => {
  const lines = webhookVerdicts()
  const no = all.flatMap(({ id, objects }) =>
    verdicts(lines.get(id) as WebhookLine)
      .filter(({ allowed }) => !allowed)
      .map((verdict) => ({ id, objects, verdict })),
  )

  it('refuses routes only', () => {
    expect(new Set(no.map(({ verdict }) => verdict.kind))).toEqual(new Set(['HTTPRoute']))
    expect(no).toHaveLength(refused)
  })

  it('refuses nothing that is not found here, for the same cause and in the same place', () => {
    const missed = no.filter(({ verdict, objects }) => !found(verdict, objects, entry).some((finding) => isAbout(finding, verdict)))
    expect(missed.map(({ id, verdict: { namespace, name, why, path } }) => `${id} ${namespace}/${name}: ${why} ${path ?? ''}`)).toEqual([])
  })

  it('says where and why, and what would be right, in one line each', () => {
    for (const { verdict, objects } of no) {
      for (const finding of found(verdict, objects, entry).filter((one) => isAbout(one, verdict))) {
        expect(finding.message.length).toBeGreaterThan(20)
        expect(finding.hint).toMatch(/^\P{Cc}+$/u)
      }
    }
  })
})
