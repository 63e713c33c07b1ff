import { expect, test } from 'vitest'
import { largestFileBytes, recogniseFile } from './recognise-file.ts'

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0))

test.each([
  ['%PDF-1.7\n', 'application/pdf'],
  ['\xff\xd8\xff\xe0\0\x10JFIF', 'image/jpeg'],
  ['\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'image/png'],
])('%j is taken as %s', (text, type) => {
  expect(recogniseFile(bytes(text), 100)).toEqual({ type })
})

test.each([
  ['\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'heic'],
  ['<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">', 'page'],
  ['\n <!DOCTYPE html><script>', 'page'],
  ['<?xml version="1.0"?><svg/>', 'page'],
  ['PK\x03\x04word/document.xml', 'office'],
  ['GIF89a', 'other-picture'],
  ['RIFF\0\0\0\0WEBPVP8 ', 'other-picture'],
  [`${'\0'.repeat(128)}DICM`, 'dicom'],
  ['MZ\x90\0', 'unknown'],
  ['выписка', 'unknown'],
  // A page that says somewhere that it is a PDF.
  ['<html>%PDF-1.7', 'page'],
])('%j is refused: %s', (text, refusal) => {
  expect(recogniseFile(bytes(text), 100)).toEqual({ refusal })
})

test('what is empty or too large is refused whatever it is', () => {
  expect(recogniseFile(bytes(''), 0)).toEqual({ refusal: 'empty' })
  expect(recogniseFile(bytes('%PDF-'), largestFileBytes + 1)).toEqual({ refusal: 'too-large' })
})
