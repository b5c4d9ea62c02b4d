SELECT claim FROM said JOIN facts ON facts.row = said.rowid
WHERE said MATCH :words
  AND (:event = '' OR event = :event) AND (:modality = '' OR modality = :modality)
  AND (:since = '' OR published >= :since) AND (:until = '' OR (published <= :until AND published <> ''))
  AND (:place = '' OR instr(places, :place)) AND (:holder = '' OR instr(holders, :holder))
ORDER BY said.rowid DESC LIMIT :most OFFSET :first;
