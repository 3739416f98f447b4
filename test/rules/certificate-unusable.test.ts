import { describe, expect, it } from 'vitest'
import { readKeyPair } from '../../src/documents/key-pair.ts'
import { certificateUnusable } from '../../src/rules/certificate/certificate-unusable.ts'
import { makeKeyPair } from '../support/key-pair.ts'
import { https, inGateway, paths, SPEC, secret } from './places.ts'

const { cert, key } = await makeKeyPair()
const other = await makeKeyPair()
const NOW = Date.now()
const YEARS = 20 * 365 * 86_400_000

const real = { 'tls.crt': cert, 'tls.key': key }
const OTHERS = [
  secret('good', { data: real }),
  secret('junk', { data: { 'tls.crt': 'junk', 'tls.key': key } }),
  secret('mixed', { data: { 'tls.crt': cert, 'tls.key': other.key } }),
  secret('half', { data: { 'tls.crt': cert } }),
  secret('opaque', { type: 'Opaque', data: { 'tls.crt': 'junk', 'tls.key': 'junk' } }),
  secret('unread'),
]
const around = { readKeyPair, now: NOW }
const listeners = (...names: string[]) => names.map((name) => https(name, [{ name }]))

describe('certificate-unusable', () => {
  it('tells what no server could use, as a warning at most', () => {
    const spec = { listeners: listeners('good', 'junk', 'mixed', 'half', 'opaque', 'unread', 'missing') }
    const findings = inGateway(certificateUnusable, spec, SPEC, undefined, OTHERS, { around })
    expect(paths(findings)).toEqual([1, 2, 3].map((n) => `spec.listeners[${n}].tls.certificateRefs[0]`))
    expect(findings[0]).toMatchObject({
      class: 'contradiction',
      whole: false,
      atMost: 'warn',
      message:
        'Secret "junk" is no certificate for listener "junk" (HTTPS, port 443, hostname junk.example): tls.crt holds no certificate in PEM (ResolvedRefs=False/InvalidCertificateRef)',
      condition: { type: 'ResolvedRefs', status: 'False', reason: 'InvalidCertificateRef' },
      restsOn: [{ kind: 'Secret', namespace: 'default', name: 'junk', state: 'found' }],
    })
    expect(findings[1]?.message).toContain('tls.key does not belong to the first certificate in tls.crt')
    expect(findings[2]?.message).toContain('it holds no tls.key')
  })

  it.each([
    [NOW - YEARS, 'the certificate is not valid yet'],
    [NOW + YEARS, 'the certificate has expired'],
  ])('reads the clock that it is given: %d', (now, problem) => {
    const findings = inGateway(certificateUnusable, { listeners: listeners('good', 'unread') }, SPEC, undefined, OTHERS, {
      around: { readKeyPair, now },
    })
    expect(findings.map(({ message }) => message)).toEqual([expect.stringContaining(problem)])
  })

  it('says nothing of contents that nobody reads', () => {
    expect(paths(inGateway(certificateUnusable, { listeners: listeners('good', 'junk', 'mixed') }, SPEC, undefined, OTHERS))).toEqual([])
  })
})
