export const retention = {
  section: 'Storage periods',
  title: 'Past the storage period',
  open: 'Show what is past its period',
  nothingDeleted: 'The program deletes nothing by itself.',
  personDecides:
    'A person decides what is done with a card: the archivist and the commission of the organisation. The period of a card counts from the last visit, without visits from the day it was made; compare the periods with the list in force. A card whose processing is restricted is not destroyed before the dispute is settled.',
  needsServer:
    'The server makes the list: there is none without a link. Press “Try again” when the link is back.',
  forbidden: 'The list is for the head doctor, the data-protection officer and administrators',
  toSettings: 'To the settings',
  again: 'Refresh',
  madeAt: 'Made {{time}}',
  csv: 'Save CSV',
  csvSaved: 'The table is saved. It holds data of patients: keep it as you keep cards.',
  csvFailed: 'The table was not saved. Try again or choose another folder.',
  empty: 'Nothing is past its storage period',
  emptyText: 'Cards come here when the storage period has passed since the last entry.',
  ofManyPatients: 'various patients',
  restricted: 'restricted',
  decision:
    'Decision: ____________________________________________\n\nPosition, signature, date: ____________________________',
  columns: {
    what: 'What is stored',
    whose: 'Whose',
    lastEntry: 'Last visit',
    years: 'Years',
    source: 'Source of the period',
    pastSince: 'Past since',
    documents: 'Records',
    restricted: 'Processing',
  },
  marks: {
    A: 'compared with the act',
    B: 'by a secondary source',
    C: 'not compared with the act',
  },
}
