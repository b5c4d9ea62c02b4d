SELECT claim FROM facts
WHERE TRUE
  AND (:event = '' OR event = :event) AND (:modality = '' OR modality = :modality)
  AND (:since = '' OR published >= :since) AND (:until = '' OR (published <= :until AND published <> ''))
  AND (:place = '' OR instr(places, :place)) AND (:holder = '' OR instr(holders, :holder))
ORDER BY published DESC, row DESC LIMIT :most OFFSET :first;
