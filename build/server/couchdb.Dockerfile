# Apache CouchDB with the settings of a node behind the sync server. They are part of the image: its entry script wants to
# own every file of its folder and ends when one is mounted read-only.
FROM couchdb:3.4.3
COPY --chown=couchdb:couchdb couchdb.ini /opt/couchdb/etc/local.d/20-lekar.ini
