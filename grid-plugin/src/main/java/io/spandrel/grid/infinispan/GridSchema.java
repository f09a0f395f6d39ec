package io.spandrel.grid.infinispan;

import io.spandrel.grid.negativelookup.FilterState;
import org.infinispan.protostream.GeneratedSchema;
import org.infinispan.protostream.annotations.ProtoSchema;
import org.infinispan.protostream.annotations.ProtoSyntax;

/**
 * What members say to each other, as it travels. Type ids are shared with the application's own types: the grid keeps to
 * 1480000 up to 1480999 (decision 0032). An id is never used again for something else.
 */
@ProtoSchema(
        service = false,
        allowNullFields = true,
        syntax = ProtoSyntax.PROTO3,
        schemaPackageName = "io.spandrel.grid",
        schemaFileName = "spandrel-grid.proto",
        schemaFilePath = "io/spandrel/grid",
        includeClasses = {
            IdentityCommand.class,
            IdentityCommand.Identity.class,
            ReportCommand.class,
            ReportCommand.Reply.class,
            CacheFigures.class,
            CacheFigures.Counters.class,
            CacheFigures.Bound.class,
            CurveFigures.class,
            ChoiceFigures.class,
            AgreementCommand.class,
            AgreementCommand.Reply.class,
            OperationCommand.class,
            OperationCommand.Reply.class,
            SubscribeCommand.class,
            RenewCommand.class,
            AnnounceCommand.class,
            FenceCommand.class,
            FenceCommand.Reply.class,
            FenceCommand.Grant.class,
            FilterState.class,
            FilterState.Table.class,
            FilterState.Overflow.class,
            CoordinationCommand.class,
            ComparisonCommand.class,
            ComparisonCommand.Digest.class,
            ComparisonCommand.SegmentKeys.class,
            ComparisonCommand.Reply.class,
            CacheFigures.Coordination.class,
            CallsFigures.class,
            CallsFigures.Durations.class,
            FilterFigures.class,
            FilterFigures.Copies.class,
            ConsistencyFigures.class,
            ConsistencyFigures.Writes.class,
            ConsistencyFigures.Reads.class,
            TombstonesFigures.class,
            ClearOlderCommand.class,
            ClockCommand.class,
            DeletesCommand.class,
            DeletesCommand.Reply.class,
            RepairCommand.class,
            RepairCommand.State.class,
            RepairCommand.Reply.class,
            RepairCommand.Held.class,
            PassOnCommand.class,
            NumberCommand.class,
            NumberCommand.Reply.class,
            ConfirmCommand.class,
            ConfirmCommand.Reply.class,
            PurgeCommand.class,
            CopiesCommand.class,
            CopiesCommand.Reply.class,
            CopiesCommand.Held.class,
            WriteFailure.class,
            Attempted.class,
            KeysCommand.class,
            KeysCommand.Reply.class,
            KeysCommand.FoundKey.class,
            FindKeyCommand.class,
            FindKeyCommand.Reply.class,
            CopyCommand.class,
            CopyCommand.Reply.class,
            HeldEntry.class,
            SentText.class,
            DetailCommand.class,
            DetailCommand.Reply.class,
            DetailCommand.Collector.class,
            DetailCommand.SentSetting.class,
            HistoryCommand.class,
            HistoryCommand.Reply.class,
            HistoryCommand.Moment.class,
            HistoryCommand.Figures.class,
            HistoryCommand.CacheMoment.class,
            SettleCommand.class,
            SettleCommand.Reply.class,
            SettleCommand.Outcome.class,
            SegmentVersionsCommand.class,
            SegmentVersionsCommand.Reply.class,
            MergeCommand.class,
            MergeCommand.Reply.class,
            HandoffCommand.class,
            HandoffCommand.Reply.class,
            HandoffFigures.class,
            HandoffFigures.Target.class,
            TreeRootsCommand.class,
            TreeRootsCommand.Reply.class,
            TreeNodesCommand.class,
            TreeNodesCommand.Reply.class,
            TreeKeysCommand.class,
            TreeKeysCommand.Reply.class,
            HeldKeysCommand.class,
            HeldKeysCommand.Reply.class,
            HeldKeysCommand.Held.class,
            AntiEntropyFigures.class,
            BaselineCommand.class,
            BaselineCommand.Reply.class,
            PresenceCommand.class,
            TakeoverCommand.class,
            DeputyCommand.class,
            WallClockCommand.class,
            WallClockCommand.Reply.class,
            LineageCommand.class,
            LineageCommand.Reply.class,
            DrainCommand.class,
            DrainCommand.Wish.class,
            DrainCommand.Grant.class,
            DrainCommand.Reply.class,
            DrainRequest.class,
            DrainRequest.Reply.class,
            DrainFigures.class,
            DrainFigures.Part.class,
            DrainFigures.InTheWay.class,
            AgreedCommand.class,
            ComparedCommand.class,
            ComparedCommand.Reply.class,
            SeparationCommand.class,
            SeparationCommand.Reply.class,
            ConflictsCommand.class,
            ConflictsCommand.Reply.class,
            ConflictsCommand.SentConflict.class,
            ConflictsCommand.SentWrite.class,
            ConflictsFigures.class,
            ViewsCommand.class,
            ViewsCommand.Reply.class,
            ViewsCommand.View.class,
            ViewsCommand.Group.class,
            ViewsCommand.Someone.class,
            ViewsCommand.Settled.class,
            DoneCommand.class,
            StandingFigures.class,
            StoppingCommand.class,
            TransferFigures.class
        })
interface GridSchema extends GeneratedSchema {

    int IDENTITY_COMMAND = 1_480_000;
    int IDENTITY = 1_480_001;
    int REPORT_COMMAND = 1_480_002;
    int REPORT_REPLY = 1_480_003;
    int CACHE_FIGURES = 1_480_004;
    int COUNTERS = 1_480_005;
    int BOUND = 1_480_006;
    int AGREEMENT_COMMAND = 1_480_007;
    int AGREEMENT_REPLY = 1_480_008;
    int OPERATION_COMMAND = 1_480_009;
    int OPERATION_REPLY = 1_480_010;
    int CURVE = 1_480_020;
    int CHOICE = 1_480_021;
    int FILTER = 1_480_022;
    int COPIES = 1_480_023;
    int CALLS = 1_480_024;
    int CALL_DURATIONS = 1_480_025;
    int SUBSCRIBE_COMMAND = 1_480_150;
    int RENEW_COMMAND = 1_480_151;
    int ANNOUNCE_COMMAND = 1_480_152;
    int FENCE_COMMAND = 1_480_153;
    int FENCE_REPLY = 1_480_154;
    int FENCE_GRANT = 1_480_155;
    int COORDINATION_COMMAND = 1_480_200;
    int COMPARISON_COMMAND = 1_480_201;
    int COMPARISON_REPLY = 1_480_202;
    int SEGMENT_DIGEST = 1_480_203;
    int SEGMENT_KEYS = 1_480_204;
    int COORDINATION = 1_480_205;
    int CLEAR_OLDER_COMMAND = 1_480_300;
    int CLOCK_COMMAND = 1_480_301;
    int DELETES_COMMAND = 1_480_302;
    int DELETES_REPLY = 1_480_303;
    int CONFIRM_COMMAND = 1_480_304;
    int PURGE_COMMAND = 1_480_305;
    int NUMBER_COMMAND = 1_480_306;
    int NUMBER_REPLY = 1_480_307;
    int CONFIRM_REPLY = 1_480_308;
    int WRITE_FAILURE = 1_480_330;
    int ATTEMPTED_WRITE = 1_480_331;
    int TOMBSTONES = 1_480_309;
    int REPAIR_COMMAND = 1_480_310;
    int REPAIR_STATE = 1_480_311;
    int REPAIR_REPLY = 1_480_312;
    int REPAIR_HELD = 1_480_313;
    int PASS_ON_COMMAND = 1_480_314;
    int HANDOFF_COMMAND = 1_480_315;
    int HANDOFF_REPLY = 1_480_316;
    int HANDOFF = 1_480_317;
    int HANDOFF_TARGET = 1_480_318;
    int COPIES_COMMAND = 1_480_320;
    int COPIES_REPLY = 1_480_321;
    int HELD_COPY = 1_480_322;
    int KEYS_COMMAND = 1_480_500;
    int KEYS_REPLY = 1_480_501;
    int FOUND_KEY = 1_480_502;
    int FIND_KEY_COMMAND = 1_480_503;
    int FIND_KEY_REPLY = 1_480_504;
    int COPY_COMMAND = 1_480_505;
    int COPY_REPLY = 1_480_506;
    int HELD_ENTRY = 1_480_507;
    int KEY_TEXT = 1_480_508;
    int DETAIL_COMMAND = 1_480_510;
    int DETAIL_REPLY = 1_480_511;
    int COLLECTOR = 1_480_512;
    int SENT_SETTING = 1_480_513;
    int HISTORY_COMMAND = 1_480_514;
    int HISTORY_REPLY = 1_480_515;
    int HISTORY_MOMENT = 1_480_516;
    int HISTORY_FIGURES = 1_480_517;
    int HISTORY_CACHE = 1_480_518;
    int SETTLE_COMMAND = 1_480_323;
    int SETTLE_REPLY = 1_480_324;
    int SETTLE_OUTCOME = 1_480_325;
    int SEGMENT_VERSIONS_COMMAND = 1_480_340;
    int SEGMENT_VERSIONS_REPLY = 1_480_341;
    int MERGE_COMMAND = 1_480_342;
    int MERGE_REPLY = 1_480_343;
    int TREE_ROOTS_COMMAND = 1_480_400;
    int TREE_ROOTS_REPLY = 1_480_401;
    int TREE_NODES_COMMAND = 1_480_402;
    int TREE_NODES_REPLY = 1_480_403;
    int TREE_KEYS_COMMAND = 1_480_404;
    int TREE_KEYS_REPLY = 1_480_405;
    int HELD_KEYS_COMMAND = 1_480_406;
    int HELD_KEYS_REPLY = 1_480_407;
    int HELD_KEYS = 1_480_408;
    int ANTI_ENTROPY = 1_480_409;
    int CONSISTENCY = 1_480_410;
    int CONSISTENCY_WRITES = 1_480_411;
    int CONSISTENCY_READS = 1_480_412;
    int LINEAGE_COMMAND = 1_480_450;
    int LINEAGE_REPLY = 1_480_451;
    int DRAIN_COMMAND = 1_480_620;
    int DRAIN_WISH = 1_480_621;
    int DRAIN_GRANT = 1_480_622;
    int DRAIN_REPLY = 1_480_623;
    int DRAIN_REQUEST = 1_480_624;
    int DRAIN_REQUEST_REPLY = 1_480_625;
    int DRAIN = 1_480_626;
    int DRAIN_PART = 1_480_627;
    int DRAIN_OBSTACLE = 1_480_628;
    int VIEWS_COMMAND = 1_480_670;
    int VIEWS_REPLY = 1_480_671;
    int SEEN_VIEW = 1_480_672;
    int VIEW_GROUP = 1_480_673;
    int VIEW_MEMBER = 1_480_674;
    int VIEW_SETTLEMENT = 1_480_675;
    int DONE_COMMAND = 1_480_676;
    int BASELINE_COMMAND = 1_480_660;
    int BASELINE_REPLY = 1_480_661;
    int WALL_CLOCK_COMMAND = 1_480_680;
    int WALL_CLOCK_REPLY = 1_480_681;
    int PRESENCE_COMMAND = 1_480_690;
    int TAKEOVER_COMMAND = 1_480_691;
    int DEPUTY_COMMAND = 1_480_692;
    int AGREED_COMMAND = 1_480_452;
    int COMPARED_COMMAND = 1_480_453;
    int COMPARED_REPLY = 1_480_454;
    int SEPARATION_COMMAND = 1_480_640;
    int SEPARATION_REPLY = 1_480_641;
    int CONFLICTS_COMMAND = 1_480_642;
    int CONFLICTS_REPLY = 1_480_643;
    int SENT_CONFLICT = 1_480_644;
    int SENT_WRITE = 1_480_645;
    int CONFLICTS = 1_480_646;
    int STANDING = 1_480_700;
    int STOPPING_COMMAND = 1_480_701;
    int TRANSFER = 1_480_702;
}
