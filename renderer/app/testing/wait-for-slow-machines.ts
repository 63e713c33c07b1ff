import { configure } from '@testing-library/react'

// What a screen is waited for comes when it comes: a busy machine must not turn a test red. What never comes still fails.
configure({ asyncUtilTimeout: 10_000 })
