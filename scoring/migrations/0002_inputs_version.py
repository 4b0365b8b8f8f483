"""Every change of what a ranking is computed from makes `rfp.inputs_version` grow, whoever writes it.

Statement triggers with transition tables, so a bulk change costs one update for each RFP it touches. And a
deferred check: outside drafts the weights of a set add up to exactly its total. And a waiver is decided by those
who may, and lapses when its knock-out changes.
"""

from django.db import migrations

# table -> the RFPs that rows of it (called `rows`) belong to
RFPS_OF = {
    "scoring_criteriaset": "SELECT rfp_id FROM rows",
    "scoring_criterion": "SELECT s.rfp_id FROM rows JOIN scoring_criteriaset s ON s.id = rows.criteria_set_id",
    "scoring_assignment": """
        SELECT s.rfp_id FROM rows JOIN scoring_criterion c ON c.id = rows.criterion_id
        JOIN scoring_criteriaset s ON s.id = c.criteria_set_id""",
    "scoring_score": "SELECT c.rfp_id FROM rows JOIN rfp_candidate c ON c.id = rows.candidate_id",
    "scoring_recordedvalue": "SELECT c.rfp_id FROM rows JOIN rfp_candidate c ON c.id = rows.candidate_id",
    "rfp_candidate": "SELECT rfp_id FROM rows",
    "rfp_teammember": "SELECT rfp_id FROM rows",
    "vendors_vendor": "SELECT c.rfp_id FROM rows JOIN rfp_candidate c ON c.vendor_id = rows.id",
    "vendors_capability": "SELECT c.rfp_id FROM rows JOIN rfp_candidate c ON c.vendor_id = rows.vendor_id",
    "vendors_certification": "SELECT c.rfp_id FROM rows JOIN rfp_candidate c ON c.vendor_id = rows.vendor_id",
    "vendors_profilevalue": "SELECT c.rfp_id FROM rows JOIN rfp_candidate c ON c.vendor_id = rows.vendor_id",
    "vendors_certificationscheme": """
        SELECT s.rfp_id FROM rows JOIN scoring_criterion c ON c.scheme_id = rows.id
        JOIN scoring_criteriaset s ON s.id = c.criteria_set_id""",
    "scoring_waiver": """
        SELECT c.rfp_id FROM rows JOIN rfp_candidate c ON c.id = rows.candidate_id WHERE rows.state = 'approved'""",
}

# columns that matter: a verification, a source or a note changes no ranking; of other tables, all do
COLUMNS_OF = {
    "vendors_vendor": "id, name, employees",
    "vendors_capability": "vendor_id, service_line_id, years",
    "vendors_profilevalue": "vendor_id, dimension, side, value",
}

BUMP = """
CREATE FUNCTION bump_inputs_version(rfp_ids bigint[]) RETURNS void LANGUAGE sql AS $$
    UPDATE rfp_rfp SET inputs_version = inputs_version + 1 WHERE id IN (
        SELECT id FROM rfp_rfp
        WHERE id = ANY(rfp_ids) AND status NOT IN ('awarded', 'unsuccessful', 'cancelled')
        ORDER BY id FOR UPDATE
    )
$$;

CREATE FUNCTION keep_inputs_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.inputs_version := GREATEST(NEW.inputs_version, OLD.inputs_version);
    IF NEW.inputs_version = OLD.inputs_version AND
       (NEW.title, NEW.currency, NEW.timezone, NEW.deadline_at, NEW.contract_starts_on) IS DISTINCT FROM
       (OLD.title, OLD.currency, OLD.timezone, OLD.deadline_at, OLD.contract_starts_on)
    THEN
        NEW.inputs_version := OLD.inputs_version + 1;
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER keep_inputs_version BEFORE UPDATE ON rfp_rfp
    FOR EACH ROW EXECUTE FUNCTION keep_inputs_version();
"""

UNBUMP = """
DROP TRIGGER keep_inputs_version ON rfp_rfp;
DROP FUNCTION keep_inputs_version();
DROP FUNCTION bump_inputs_version(bigint[]);
"""

TRANSITIONS = {
    "insert": ("NEW TABLE AS new_rows", "SELECT {columns} FROM new_rows"),
    "delete": ("OLD TABLE AS old_rows", "SELECT {columns} FROM old_rows"),
    "update": (
        "OLD TABLE AS old_rows NEW TABLE AS new_rows",
        """(SELECT {columns} FROM new_rows EXCEPT ALL SELECT {columns} FROM old_rows)
           UNION ALL (SELECT {columns} FROM old_rows EXCEPT ALL SELECT {columns} FROM new_rows)""",
    ),
}


def statements() -> tuple[list[str], list[str]]:
    forward, backward = [], []
    for table, rfps in RFPS_OF.items():
        for event, (referencing, changed) in TRANSITIONS.items():
            name = f"{table}_inputs_{event}"
            rows = changed.format(columns=COLUMNS_OF.get(table, "*"))
            forward.append(
                f"""
                CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    PERFORM bump_inputs_version(ARRAY(WITH rows AS ({rows}) {rfps}));
                    RETURN NULL;
                END $$;
                CREATE TRIGGER {name} AFTER {event.upper()} ON {table} REFERENCING {referencing}
                    FOR EACH STATEMENT EXECUTE FUNCTION {name}();
                """
            )
            backward.append(f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}();")
    return forward, backward


WEIGHTS = """
CREATE FUNCTION require_weights_total() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_set bigint;
    total numeric;
    found_sum numeric;
BEGIN
    IF TG_TABLE_NAME = 'scoring_criterion' THEN
        of_set := CASE WHEN TG_OP = 'DELETE' THEN OLD.criteria_set_id ELSE NEW.criteria_set_id END;
    ELSIF TG_TABLE_NAME = 'scoring_criteriaset' THEN
        of_set := NEW.id;
    ELSE
        SELECT id INTO of_set FROM scoring_criteriaset WHERE rfp_id = NEW.id;
    END IF;
    SELECT s.weights_total INTO total FROM scoring_criteriaset s JOIN rfp_rfp r ON r.id = s.rfp_id
        WHERE s.id = of_set AND r.status NOT IN ('draft', 'cancelled');
    SELECT COALESCE(SUM(weight), 0) INTO found_sum FROM scoring_criterion WHERE criteria_set_id = of_set;
    IF total IS NOT NULL AND found_sum <> total THEN
        RAISE EXCEPTION 'The weights add up to %, not to %.', found_sum, total USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER weights_add_up_after_criterion
    AFTER INSERT OR UPDATE OR DELETE ON scoring_criterion
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_weights_total();
CREATE CONSTRAINT TRIGGER weights_add_up_after_set
    AFTER INSERT OR UPDATE OF weights_total ON scoring_criteriaset
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_weights_total();
CREATE CONSTRAINT TRIGGER weights_add_up_after_status
    AFTER UPDATE OF status ON rfp_rfp
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_weights_total();
"""

UNWEIGHTS = """
DROP TRIGGER weights_add_up_after_status ON rfp_rfp;
DROP TRIGGER weights_add_up_after_set ON scoring_criteriaset;
DROP TRIGGER weights_add_up_after_criterion ON scoring_criterion;
DROP FUNCTION require_weights_total();
"""

RULES = """
CREATE FUNCTION require_waiver_rules() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_rfp bigint;
BEGIN
    SELECT c.rfp_id INTO of_rfp FROM rfp_candidate c
        JOIN scoring_criteriaset s ON s.rfp_id = c.rfp_id
        JOIN scoring_criterion k ON k.criteria_set_id = s.id
        WHERE c.id = NEW.candidate_id AND k.id = NEW.criterion_id AND k.kind = 'knockout';
    IF of_rfp IS NULL THEN
        RAISE EXCEPTION 'Only a knock-out of the same RFP can be waived.' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.state IN ('approved', 'declined') AND NOT EXISTS (
        SELECT 1 FROM rfp_teammember t
        WHERE t.rfp_id = of_rfp AND t.user_id = NEW.decided_by_id AND t.role IN ('lead', 'approver')
    ) THEN
        RAISE EXCEPTION 'Only approvers and leads of this RFP decide waivers.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER require_waiver_rules BEFORE INSERT OR UPDATE OF state, decided_by_id, candidate_id, criterion_id
    ON scoring_waiver FOR EACH ROW EXECUTE FUNCTION require_waiver_rules();

CREATE FUNCTION lapse_waivers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE scoring_waiver SET state = 'lapsed'
        WHERE criterion_id = NEW.id AND state IN ('requested', 'approved');
    RETURN NULL;
END $$;

CREATE TRIGGER lapse_waivers AFTER UPDATE ON scoring_criterion FOR EACH ROW
    WHEN ((OLD.title, OLD.description, OLD.kind, OLD.source, OLD.scheme_id, OLD.valid_on, OLD.service_line_id,
           OLD.dimension, OLD.claimed_counts, OLD.minimum, OLD.direction) IS DISTINCT FROM
          (NEW.title, NEW.description, NEW.kind, NEW.source, NEW.scheme_id, NEW.valid_on, NEW.service_line_id,
           NEW.dimension, NEW.claimed_counts, NEW.minimum, NEW.direction))
    EXECUTE FUNCTION lapse_waivers();
"""

UNRULES = """
DROP TRIGGER lapse_waivers ON scoring_criterion;
DROP FUNCTION lapse_waivers();
DROP TRIGGER require_waiver_rules ON scoring_waiver;
DROP FUNCTION require_waiver_rules();
"""


class Migration(migrations.Migration):
    replaces = [("scoring", "0003_inputs_version_triggers")]

    dependencies = [("scoring", "0001_schema")]

    operations = [
        migrations.RunSQL(BUMP, UNBUMP),
        *[migrations.RunSQL(*pair) for pair in zip(*statements(), strict=True)],
        migrations.RunSQL(WEIGHTS, UNWEIGHTS),
        migrations.RunSQL(RULES, UNRULES),
    ]
