import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { problemText } from '../../src/documents/document.ts'
import { readDocuments } from '../support/read-documents.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'portcullis-read-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

const put = (file: string, text: string) => {
  mkdirSync(dirname(join(dir, file)), { recursive: true })
  writeFileSync(join(dir, file), text)
}
const service = (name: string, more = '') => `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}${more}}\n`
const read = async (...paths: string[]) => {
  const { documents, problems } = await readDocuments(paths.map((path) => join(dir, path)))
  return {
    found: documents.map(({ object, file }) => `${file.replace(`${dir}/`, '')}: ${object.metadata.name}`),
    problems: problems.map((problem) => problemText(problem).replaceAll(`${dir}/`, '')),
  }
}

test('a folder at any depth, sorted; hidden ones, node_modules and other files left out', async () => {
  put('b.yaml', service('b'))
  put('a/z.yml', service('z'))
  put('a/y.json', JSON.stringify({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'y' } }))
  put('a.yaml', service('a'))
  put('.git/x.yaml', service('hidden'))
  put('.hidden.yaml', service('hidden'))
  put('node_modules/x/x.yaml', service('foreign'))
  put('README.md', 'not: [yaml')
  expect(await read('.')).toEqual({ found: ['a.yaml: a', 'a/y.json: y', 'a/z.yml: z', 'b.yaml: b'], problems: [] })
})

test('a file that is named is read whatever it is called, and once', async () => {
  put('manifest.txt', service('a'))
  expect(await read('manifest.txt', 'manifest.txt')).toEqual({ found: ['manifest.txt: a'], problems: [] })
})

test('symbolic links are followed, in a circle only once', async () => {
  put('real/a.yaml', service('a'))
  symlinkSync(dir, join(dir, 'real/round'))
  symlinkSync(join(dir, 'gone.yaml'), join(dir, 'dangling.yaml'))
  symlinkSync(join(dir, 'real'), join(dir, 'also'))
  const { found, problems } = await read('.')
  expect(found).toEqual(['also/a.yaml: a'])
  expect(problems).toEqual(['dangling.yaml: there is no such file or folder'])
})

test('a pipe in a folder is not waited for', async () => {
  put('a.yaml', service('a'))
  execFileSync('mkfifo', [join(dir, 'b.yaml')])
  expect(await read('.')).toEqual({ found: ['a.yaml: a'], problems: [] })
})

test('what is not there is a problem, and the rest is read', async () => {
  put('a.yaml', service('a'))
  expect(await read('nowhere', 'a.yaml')).toEqual({ found: ['a.yaml: a'], problems: ['nowhere: there is no such file or folder'] })
})

test('the same object twice: the first stays, both places are named', async () => {
  put('a.yaml', `---\n${service('x')}`)
  put('b.yaml', `${service('x', ', namespace: default')}---\n${service('x', ', namespace: other')}`)
  put('c.yaml', 'apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: x}\n')
  put('d.yaml', 'apiVersion: gateway.networking.k8s.io/v1beta1\nkind: Gateway\nmetadata: {name: x}\n')
  put('e.yaml', 'apiVersion: v1\nkind: Service\nmetadata: {generateName: x}\n---\napiVersion: v1\nkind: Service\nmetadata: {generateName: x}\n')
  const { found, problems } = await read('.')
  expect(found).toEqual(['a.yaml: x', 'b.yaml: x', 'c.yaml: x', 'e.yaml: ', 'e.yaml: '])
  expect(problems).toEqual([
    'b.yaml:1:1: Service default/x is in a.yaml:2 already: this one is left out',
    'd.yaml:1:1: Gateway default/x is in c.yaml:1 already: this one is left out',
  ])
})
