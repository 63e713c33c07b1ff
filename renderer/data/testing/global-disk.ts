// For a screen that reads from the disk of its PC by itself: happy-dom has none.
import 'fake-indexeddb/auto'
