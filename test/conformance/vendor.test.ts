import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { manifestsOf } from '../../scripts/vendor-conformance.ts'

const module = mkdtempSync(join(tmpdir(), 'portcullis-vendor-'))
afterAll(() => rmSync(module, { recursive: true }))

for (const folder of ['tests/tls', 'tests/empty', 'other']) mkdirSync(join(module, folder), { recursive: true })
for (const file of ['tests/tls/a.yaml', 'tests/tls.yaml', 'tests/tls-b.yaml', 'tests/B.yaml', 'tests/a.go', 'other/x.yaml']) {
  writeFileSync(join(module, file), `# ${file}\n`)
}

it('takes the YAML of the folders, untouched, in the order in which kubectl walks them', () => {
  expect(manifestsOf(module, ['tests'])).toEqual(
    ['tests/B.yaml', 'tests/tls/a.yaml', 'tests/tls-b.yaml', 'tests/tls.yaml'].map((file) => ({ file, text: `# ${file}\n` })),
  )
})

it('says so where a folder holds none, as of another module', () => {
  for (const folder of ['tests/empty', 'not-there']) {
    expect(() => manifestsOf(module, ['tests', folder])).toThrow(`${folder} holds no YAML: it should be the folder of a Gateway API module`)
  }
})
