//! What every engine must do: one suite, run on `SQLite` and on `PostgreSQL`.

mod answers;
mod api_keys;
mod backup;
mod beside;
mod context;
mod conversations;
mod database;
mod deletions;
mod durability;
mod erasures;
mod hostile;
mod imports;
mod maintenance;
mod marks;
mod material;
mod memories;
mod personal;
mod pictures;
#[path = "../../tests/it/postgres.rs"]
pub mod postgres;
mod private;
mod provider_keys;
mod samples;
mod schema;
mod search;
mod search_speed;
mod sends;
mod sessions;
mod shares;
mod throughput;
mod usage;
mod users;
mod versions;

use self::database::Database;

/// Makes each named test one test per engine.
macro_rules! contract {
    ($($subject:ident: $($test:ident),+;)+) => {
        mod on_sqlite {
            $(mod $subject {
                $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $test() {
                    let database = super::super::Database::sqlite().await;
                    super::super::$subject::$test(&database).await;
                    database.remove().await;
                })+
            })+
        }

        mod on_postgres {
            $(mod $subject {
                $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $test() {
                    let database = super::super::Database::postgres().await;
                    super::super::$subject::$test(&database).await;
                    database.remove().await;
                })+
            })+
        }
    };
}

contract! {
    users:
        user_is_found_by_id_and_by_email,
        a06_first_user_alone_is_admin_when_many_register_at_once,
        email_is_taken_once_however_many_register,
        user_changes_are_told_apart_from_absence,
        name_is_changed_for_its_person_alone_and_not_where_it_is_written,
        accounts_are_found_by_name_and_email_and_paged_newest_first,
        account_was_seen_when_it_signed_in_or_renewed,
        last_administrator_stays_when_the_role_is_taken_at_once,
        blocked_account_has_no_sessions_and_no_keys_until_it_is_unblocked,
        last_administrator_who_can_sign_in_is_never_blocked,
        member_alone_is_deleted_as_a_member,
        deleted_user_leaves_no_row_in_any_table;
    sessions:
        session_lives_until_it_expires,
        refresh_token_rotates,
        refresh_token_just_replaced_is_recent,
        refresh_token_used_again_ends_the_session,
        refresh_token_presented_twice_at_once_rotates_once,
        refresh_token_unknown_or_expired_changes_nothing,
        sessions_end_for_their_owner_only;
    api_keys:
        api_key_is_found_by_its_hash_until_it_expires,
        api_keys_are_listed_and_removed_for_their_owner_only,
        api_keys_at_once_never_exceed_their_number,
        api_key_use_goes_forward_only;
    conversations:
        conversation_starts_with_its_greeting,
        conversation_made_twice_is_one_and_never_somebody_elses,
        conversation_is_seen_by_its_owner_only,
        conversation_list_pages_through_equal_times,
        conversation_change_is_logged,
        deleted_conversation_is_gone_with_its_log;
    marks:
        pinned_conversations_come_first_on_every_page,
        a18_list_is_narrowed_by_archive_category_and_title,
        pin_and_archive_end_each_other_and_are_ones_own,
        unread_counts_what_others_wrote_after_the_mark,
        read_mark_never_goes_back_and_stops_before_an_open_answer,
        categories_in_use_are_counted_for_their_person;
    deletions:
        marked_conversation_is_found_by_nobody_until_it_is_restored,
        marked_conversation_is_deleted_when_its_time_has_come,
        marked_conversation_comes_back_for_its_owner_in_time_only,
        marked_conversation_takes_its_memories_along_where_asked,
        restore_and_deletion_at_once_are_one_of_both;
    erasures:
        a26_erased_message_is_nowhere_and_keeps_its_place,
        a26_every_text_a_message_ever_had_is_erased,
        message_is_erased_once_and_not_while_an_answer_is_open,
        a26_nothing_of_an_erased_message_is_written_behind_it,
        erased_message_has_no_versions_and_no_answers_made_any_more;
    sends:
        send_writes_messages_events_and_title,
        send_repeated_returns_what_it_made,
        send_repeated_at_once_is_one_message,
        send_by_another_person_may_have_the_same_client_id,
        sends_queue_up_to_the_limit,
        sends_at_once_have_dense_seqs,
        send_into_a_deleted_conversation_is_gone,
        messages_page_backwards;
    answers:
        completed_answer_starts_the_next,
        stopped_waiting_answer_starts_nothing,
        completed_answer_cannot_be_completed_again,
        completion_with_an_open_state_is_refused,
        completed_answers_at_once_start_each_next_once,
        checkpoint_saves_a_streaming_answer_only,
        restart_continues_or_retries_as_the_state_allows,
        restart_waits_for_open_answers,
        recovery_interrupts_what_streamed_and_starts_what_waited;
    beside:
        answers_side_by_side_are_one_turn,
        answers_side_by_side_wait_and_begin_together;
    versions:
        send_goes_on_the_path_and_beside_what_it_edits,
        answer_once_more_stands_beside_the_first,
        path_pages_upwards_past_other_versions,
        path_is_read_downwards_from_a_place,
        path_is_chosen_down_to_its_newest_message,
        message_has_no_place_elsewhere_or_beside_what_is_not_ones_own,
        message_of_an_older_program_follows_the_one_before_it;
    context:
        newest_and_oldest_lines_are_bounded_and_in_order,
        lines_are_what_was_said_and_nothing_else,
        lines_are_those_of_one_path,
        summary_is_written_over_the_version_that_was_read,
        summary_is_spoilt_by_a_change_it_covers_and_by_no_other,
        summary_goes_with_its_conversation;
    material:
        material_is_of_the_persons_path_with_what_is_kept_beside_it,
        material_is_absent_for_strangers_and_where_nothing_would_be_answered,
        material_is_of_one_moment_while_a_message_is_written;
    personal:
        profile_is_kept_for_its_person_alone,
        appearance_is_kept_for_its_person_alone,
        situation_is_a_participants_alone,
        moods_are_summed_by_day_and_go_when_turned_off,
        moods_read_with_notes_are_counted_once;
    pictures:
        picture_is_its_persons_alone_and_one,
        removed_picture_is_gone_from_the_account_too;
    memories:
        memories_are_listed_changed_and_removed_for_their_person_only,
        memories_are_different_and_no_more_than_allowed,
        a25_relevant_memories_are_the_persons_own,
        a26_memory_that_went_is_found_no_more,
        memories_outlive_their_conversation_unless_they_are_to_be_forgotten;
    search:
        messages_are_found_by_all_words_newest_first,
        check_takes_what_was_written_since_a_search_for_no_damage,
        found_pages_follow_each_other,
        indic_words_are_found_whole,
        a05_messages_of_others_are_never_found,
        a26_words_go_with_their_message,
        answer_is_found_once_it_is_finished_and_as_it_is_now,
        messages_of_before_are_read_in_steps,
        a18_hostile_queries_are_words_like_others,
        long_and_odd_messages_are_kept;
    shares:
        a14_share_shows_what_was_said_until_then_and_nothing_else,
        a26_share_is_gone_when_it_ended_was_taken_back_or_its_chat_went,
        a01_shares_are_their_owners_alone,
        share_of_nothing_is_not_taken_and_of_many_at_once_no_more_than_allowed,
        a14_share_shows_the_chosen_path_and_no_other_version,
        share_keeps_stopped_answers_and_leaves_out_empty_ones;
    imports:
        talk_is_taken_over_whole_and_once,
        talk_stands_in_the_list_where_its_last_message_was_said,
        talk_is_found_by_its_words_once_they_are_read,
        import_runs_one_at_a_time_until_it_ends_or_is_silent,
        a01_import_is_its_persons_alone;
    private:
        vault_is_written_over_the_version_that_was_read,
        sent_requests_are_the_newest_and_their_persons_own;
    usage:
        usage_is_recorded_with_the_completion_and_equals_the_messages,
        usage_is_told_by_day_model_key_and_currency,
        usage_of_everybody_is_told_by_model_and_by_person,
        usage_outlives_its_conversation_and_goes_with_its_account,
        usage_of_a_completion_that_came_too_late_is_not_recorded;
    provider_keys:
        provider_key_is_one_for_each_person_and_provider,
        provider_keys_are_their_owners_alone,
        provider_key_use_is_noted_and_never_earlier,
        provider_keys_are_sealed_anew_all_or_none;
    hostile:
        a18_hostile_text_is_kept_as_it_came,
        nul_becomes_the_replacement_character,
        hostile_ids_and_limits_are_harmless;
    maintenance:
        migrations_apply_once,
        migrations_by_two_programs_at_once_apply_once,
        database_of_a_newer_version_is_refused,
        used_database_has_no_findings,
        check_finds_a_lost_event,
        check_finds_a_changed_text,
        check_finds_orphans,
        check_finds_orphans_in_every_table,
        check_finds_a_missing_migration,
        closed_store_is_unavailable;
}
