import { describe, expect, it } from 'vitest'
import { findBrowser } from '../../../build/launch/find-browser.ts'
import { killBrowsers } from './kills.ts'
import { measureVisits } from './measure-link.ts'

describe.skipIf(findBrowser() === undefined)(
  'real browsers, a real server, bad lines (needs Chromium)',
  () => {
    it('keep every acknowledged write when the browser is killed at random moments', async () => {
      const result = await killBrowsers(4, 7)
      expect(result.acknowledged).toBeGreaterThan(4)
      expect(result).toMatchObject({ missingHere: [], missingOnServer: [], twiceOnServer: [] })
    }, 180_000)

    it('bring a visit from one PC to the other in under 60 s on 50/20 kbit/s, 700 ms and 3 % loss', async () => {
      const { signedToSeenSeconds } = await measureVisits(2)
      expect(signedToSeenSeconds.max).toBeLessThan(60)
    }, 180_000)
  },
)
