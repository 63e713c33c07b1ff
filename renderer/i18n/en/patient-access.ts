/** The account by which a patient reads the own card, as the registry makes it. */
export const patientAccess = {
  open: 'Patient’s access',
  title: 'The patient’s access to the own card',
  needsServer:
    'The server gives and closes access: a link is needed. This window shows it by itself when there is one.',
  onlyHere: 'This card is not on the server yet',
  onlyHereText: 'So far it is on this PC alone. Give access once the card has been sent.',
  none: 'There is no access yet',
  noneText: 'With it the patient reads the own card and sees who opened it, and can change nothing.',
  notForReplaced: 'This card is closed. Access is given in the patient’s valid card.',
  notForDead: 'The patient has died: no access is given.',
  identify:
    'Check a proof of identity first. The slip with the password is handed to nobody but the patient or their legal representative.',
  create: 'Give access and a password',
  renewTitle: 'Give the patient a new password?',
  renewText:
    'The password until now stops working and the patient’s sessions end. At the next sign-in the patient chooses a new one.',
  close: 'Close access…',
  closeTitle: 'Close the patient’s access to the card?',
  closeText:
    'The patient cannot sign in from now on. The card and its records stay; access can be opened again.',
  closeConfirm: 'Close access',
  closed: 'The patient’s access is closed',
  reopen: 'Open access again',
  reopened: 'The patient’s access is open again',
}
