import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BACKDATE, CA_LIFE, endOf, issuedBy, LEAF_LIFE, makeCa, makeLeaf, renewalDue } from '../../src/tls/certificate.ts'
import { checkNames, missingNames, serviceNames } from '../../src/tls/names.ts'
import { readCertificates, readPair } from '../../src/tls/pem.ts'
import type { KeyPair } from '../../src/tls/ports.ts'

const NOW = Math.floor(Date.now() / 1000) * 1000
const NAMES = [...serviceNames('portcullis', 'gateways'), '127.0.0.1', '::1', '*.example.com']
const dir = mkdtempSync(join(tmpdir(), 'portcullis-certificate-'))
let ca: KeyPair
let leaf: KeyPair

const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: dir, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
const hasOpenssl = (() => {
  try {
    openssl('version')
    return true
  } catch {
    return false
  }
})()

beforeAll(async () => {
  ca = await makeCa('Portcullis CA', NOW)
  leaf = await makeLeaf(ca, NAMES, LEAF_LIFE, NOW)
  writeFileSync(join(dir, 'ca.crt'), ca.cert)
  writeFileSync(join(dir, 'tls.crt'), leaf.cert)
})
afterAll(() => rmSync(dir, { recursive: true }))

describe('what is made', () => {
  test('a CA: P-384, one year, back-dated, for signing only, with a subject of its own', async () => {
    const certificate = new X509Certificate(ca.cert)
    expect(certificate.ca).toBe(true)
    expect(certificate.publicKey.asymmetricKeyDetails?.namedCurve).toBe('secp384r1')
    expect(Date.parse(certificate.validFrom)).toBe(NOW - BACKDATE)
    expect(endOf(certificate)).toBe(NOW + CA_LIFE)
    expect(certificate.subject).toMatch(/^CN=Portcullis CA [0-9a-f]{16}$/)
    expect(new X509Certificate((await makeCa('Portcullis CA', NOW)).cert).subject).not.toBe(certificate.subject)
    // keyUsage 2.5.29.15, critical, bits keyCertSign and cRLSign.
    expect(certificate.raw.toString('hex')).toContain('0603551d0f0101ff0404030201' + '06')
  })

  test('a leaf: P-256, seven days, back-dated, serverAuth only, signed with SHA-384 by the CA', () => {
    const certificate = new X509Certificate(leaf.cert)
    expect(certificate.ca).toBe(false)
    expect(certificate.publicKey.asymmetricKeyDetails?.namedCurve).toBe('prime256v1')
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1'])
    expect(Date.parse(certificate.validFrom)).toBe(NOW - BACKDATE)
    expect(BACKDATE).toBeGreaterThanOrEqual(5 * 60_000)
    expect(endOf(certificate)).toBe(NOW + LEAF_LIFE)
    expect(issuedBy(certificate, new X509Certificate(ca.cert))).toBe(true)
    const der = certificate.raw.toString('hex')
    expect(der).toContain('0603551d0f0101ff0404030207' + '80')
    // ecdsa-with-SHA384, once to be signed and once outside.
    expect(der.split('06082a8648ce3d040303')).toHaveLength(3)
  })

  test('the leaf holds every name, and says which it lacks', () => {
    const certificate = new X509Certificate(leaf.cert)
    expect(missingNames(certificate, NAMES)).toEqual([])
    expect(missingNames(certificate, ['a.example.com', 'other.gateways.svc', '10.0.0.1', '::2', '*.example.org'])).toEqual([
      'other.gateways.svc',
      '10.0.0.1',
      '::2',
      '*.example.org',
    ])
    expect(certificate.subjectAltName).toContain('DNS:portcullis.gateways.svc')
  })

  test('a leaf never outlives its CA', async () => {
    const short = await makeLeaf(ca, ['localhost'], 10 * CA_LIFE, NOW)
    expect(endOf(new X509Certificate(short.cert))).toBe(NOW + CA_LIFE)
  })

  test('renewal is due at two thirds', () => {
    const certificate = new X509Certificate(leaf.cert)
    const due = NOW - BACKDATE + ((LEAF_LIFE + BACKDATE) * 2) / 3
    expect(renewalDue(certificate, due - 1000)).toBe(false)
    expect(renewalDue(certificate, due)).toBe(true)
  })

  test('many leaves and CAs: each serial and signature is well formed', async () => {
    for (let i = 0; i < 40; i++) {
      const other = await makeCa('Portcullis CA', NOW)
      const pair = await makeLeaf(other, ['localhost'], LEAF_LIFE, NOW)
      const { leaf: certificate } = readPair(pair, NOW)
      expect(issuedBy(certificate, new X509Certificate(other.cert))).toBe(true)
      expect(issuedBy(certificate, new X509Certificate(ca.cert))).toBe(false)
      expect(certificate.serialNumber.length).toBeLessThanOrEqual(40)
    }
  })

  test.skipIf(!hasOpenssl)('openssl verifies it (skipped without openssl on the path)', () => {
    const verified = openssl('verify', '-CAfile', 'ca.crt', '-purpose', 'sslserver', '-verify_hostname', 'portcullis.gateways.svc', 'tls.crt')
    expect(verified).toContain('tls.crt: OK')
    const text = openssl('x509', '-in', 'tls.crt', '-noout', '-text')
    expect(text).toContain('Signature Algorithm: ecdsa-with-SHA384')
    expect(text).toMatch(/X509v3 Key Usage: critical\s+Digital Signature\n/)
    expect(text).toMatch(/X509v3 Extended Key Usage:\s+TLS Web Server Authentication\n/)
    expect(openssl('x509', '-in', 'ca.crt', '-noout', '-text')).toMatch(/X509v3 Key Usage: critical\s+Certificate Sign, CRL Sign\n/)
  })
})

describe('what is refused', () => {
  const refused = (pair: KeyPair, now = NOW) => {
    try {
      readPair(pair, now)
    } catch (cause) {
      return (cause as Error).message
    }
    throw new Error('it was accepted')
  }

  test.each<[string, () => KeyPair, string]>([
    ['an empty certificate', () => ({ ...leaf, cert: '' }), 'tls.crt holds no certificate'],
    ['a key for a certificate', () => ({ ...leaf, cert: leaf.key }), 'tls.crt holds no certificate'],
    ['a damaged certificate', () => ({ ...leaf, cert: leaf.cert.replace(/\n.{20}/, '\nAAAA') }), 'tls.crt: the certificate cannot be read'],
    ['a damaged chain', () => ({ ...leaf, cert: leaf.cert + ca.cert.replace(/\n.{20}/, '\nAAAA') }), 'tls.crt: certificate 2 of 2 cannot be read'],
    ['an empty key', () => ({ ...leaf, key: '' }), 'tls.key holds no private key'],
    ['a damaged key', () => ({ ...leaf, key: leaf.key.replace(/\n.{20}/, '\nAAAA') }), 'tls.key cannot be read'],
    ['an encrypted key', () => ({ ...leaf, key: leaf.key.replaceAll('PRIVATE', 'ENCRYPTED PRIVATE') }), 'tls.key is encrypted with a passphrase'],
    ["another's key", () => ({ ...leaf, key: ca.key }), 'tls.key does not belong to the first certificate in tls.crt'],
    ['a chain with the CA first', () => ({ ...leaf, cert: ca.cert + leaf.cert }), 'tls.key does not belong to the first certificate in tls.crt'],
    ['a huge file', () => ({ ...leaf, cert: leaf.cert + 'x'.repeat(300_000) }), 'tls.crt is larger than 256 KiB'],
  ])('%s', (_, pair, message) => {
    expect(refused(pair())).toContain(message)
  })

  test('a certificate that has ended', () => {
    expect(refused(leaf, NOW + LEAF_LIFE)).toMatch(/^the certificate in tls.crt ended on \d{4}-.*; renew it$/)
    expect(readPair(leaf, NOW + LEAF_LIFE - 1000).chain).toHaveLength(1)
  })

  test('names that cannot stand in a certificate', () => {
    for (const name of ['', 'a b', 'exämple.com', '-a.com', 'a..b', '1.2.3', 'a'.repeat(64), 'a,CN=b', '*']) {
      expect(() => checkNames(['ok', name]), name).toThrow(`"${name}" is neither a DNS name nor an IP address`)
    }
    expect(() => checkNames([])).toThrow('at least one')
    expect(() => checkNames(NAMES)).not.toThrow()
  })

  test('text that is no PEM costs no time', () => {
    const text = '-----BEGIN CERTIFICATE-----'.repeat(9000)
    expect(() => readCertificates(text, 'ca.crt')).toThrow('ca.crt holds no certificate')
  })
})
