"""The word tables of the mention rules: what breaks a term, what opens one, what heads one.

All words stand in lower case; nouns in the singular, for tokens are compared by `fold`.
"""

from __future__ import annotations

from functools import lru_cache

from kg.core import schema

__all__ = [
    "BREAKS",
    "CAPITALS",
    "GENERIC",
    "HEADS",
    "TAILS",
    "fold",
]


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """A word without case and plural, as lexicon and tables know it.

    >>> fold("Networks"), fold("GANs"), fold("loss"), fold("strategies")
    ('network', 'gan', 'loss', 'strategy')
    """
    low = word.casefold()
    if len(low) < 3 or not low.endswith("s") or low.endswith(_KEEP_S):
        return low
    if low.endswith("ies") and len(low) > 5:
        return low[:-3] + "y"
    if low.endswith(_ES):
        return low[:-2]
    return low[:-1] if len(low) > 3 or word[:-1].isupper() else low


_KEEP_S = ("ss", "us", "is", "ics")
_ES = ("sses", "xes", "ches", "shes")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


BREAKS = _set(
    """
    a an the this that these those each every some any all both either neither no not nor such
    another other others same own more most less least few fewer many much several various
    different multiple numerous certain two three four five six seven eight nine ten one first
    second third once twice and or but if then else than as of in on at by for from to into onto
    with within without via per over under between among across through throughout during before
    after above below against toward towards upon about around beyond along despite like unlike
    due because since while whereas although though however thus hence therefore moreover
    furthermore additionally also too very so only just even still yet already often usually
    typically generally especially particularly specifically notably namely etc where when
    which who whom whose what why how whether there here it its they them their we our us i my
    you your he she his her is are was were be been being am do does did done doing has have had
    having can could may might must shall should will would cannot
    propose proposes proposed proposing introduce introduces introduced introducing present
    presents presented presenting show shows showed shown showing demonstrate demonstrates
    demonstrated demonstrating achieve achieves achieved achieving outperform outperforms
    outperformed outperforming improve improves improved improving enable enables enabled
    enabling allow allows allowed allowing use uses used using utilize utilizes utilized
    utilizing leverage leverages leveraged leveraging employ employs employed employing apply
    applies applied applying develop develops developed developing design designs designed
    designing provide provides provided providing require requires required requiring reduce
    reduces reduced reducing increase increases increased increasing study studies studied
    studying investigate investigates investigated investigating explore explores explored
    exploring analyze analyzes analyzed analyzing analyse examine examines examined examining
    evaluate evaluates evaluated evaluating compare compares compared comparing find finds found
    finding observe observes observed observing report reports reported reporting obtain obtains
    obtained obtaining yield yields yielded yielding produce produces produced producing
    generate generates generating create creates created creating build builds built building
    construct constructs constructed constructing make makes made making take takes taken taking
    give gives given giving solve solves solved solving address addresses addressed addressing
    tackle tackles tackled tackling overcome overcomes mitigate mitigates mitigated mitigating
    alleviate alleviates alleviating eliminate eliminates eliminating avoid avoids avoiding
    consider considers considered considering combine combines combined combining integrate
    integrates integrated integrating incorporate incorporates incorporated incorporating
    extend extends extended extending perform performs performed performing conduct conducts
    conducted conducting train trains fine-tune finetune optimize optimizes optimizing optimise
    optimizes minimize minimizes minimizing maximize maximizes maximizing learn learns learned
    predict predicts predicting enhance enhances enhanced enhancing facilitate facilitates
    facilitating accelerate accelerates accelerated accelerating scale scales support supports
    supporting become becomes becoming remain remains remaining lead leads leading led suffer
    suffers suffering rely relies relying depend depends depending based contain contains
    containing include includes included including involve involves involving offer offers
    offering adopt adopts adopted adopting implement implements implemented implementing
    establish establishes established establishing ensure ensures ensuring exploit exploits
    exploiting capture captures capturing reveal reveals revealing suggest suggests suggesting
    indicate indicates indicating prove proves proved proven proving derive derives derived
    deriving formulate formulates formulated formulating identify identifies identified
    identifying validate validates validated validating verify verifies verified verifying
    call called named dubbed termed coined denoted referred known seen regarded viewed
    need needs needed needing want wants let lets help helps helped helping keep keeps keeping
    maintain maintains maintained maintaining preserve preserves preserving match matches
    surpass surpasses surpassed surpassing exceed exceeds exceeding beat beats beating rival
    rivals deliver delivers delivering attain attains attaining reach reaches reached reaching
    boost boosts boosted save saves saving speed speeds bring brings bringing focus focuses
    focusing aim aims aiming seek seeks seeking try tries trying fail fails failing struggle
    struggles struggling face faces facing hinder hinders limit limits limiting pose poses
    posing cause causes causing affect affects affecting impact impacts impacting play plays
    follow follows followed add adds added adding remove removes removed removing replace
    replaces replaced replacing update updates updated modify modifies modified treat treats
    treated treating cast casts view views frame frames align aligns aligning adapt adapts
    adapted adapting select selects selecting choose chooses chosen choosing decouple decouples
    bridge bridges bridging unify unifies unifying simplify simplifies simplifying guide guides
    guiding inject injects injecting encode encodes encoding decode decodes assign assigns
    exhibit exhibits exhibiting possess highlight highlights highlighting discover discovers
    discovering release releases released releasing publish open open-source share shares
    understand understands handle handles handling operate operates operating run runs running
    deploy deploys deployed deploying work works working begin begins start starts starting
    turn turns serve serves go goes come comes get gets getting set sets put puts
    trained pretrained fine-tuned finetuned conditioned equipped augmented powered driven
    motivated inspired guided tested tuned collected annotated generated selected associated
    respectively simply simultaneously jointly directly easily effectively efficiently
    significantly substantially greatly largely highly widely commonly consistently further
    together instead rather otherwise well best better worse worst up down out off away back
    again now recently currently today previously extensively empirically theoretically
    e.g i.e eg ie et al vs versus w.r.t respectively fully mainly merely nearly almost up-to
    inherently inevitably severely heavily rapidly increasingly extremely relatively
    """
)
"""Words that end a term on either side: function words, plain verbs, adverbs."""

GENERIC = _set(
    """
    novel new proposed existing current previous prior recent traditional conventional standard
    common popular typical classical classic simple straightforward efficient effective powerful
    strong robust scalable flexible general generic generalized unified universal comprehensive
    advanced modern sophisticated complex complicated challenging difficult hard easy practical
    principled systematic innovative promising emerging superior competitive better best
    state-of-the-art sota cutting-edge state art large larger largest small smaller big huge
    massive high higher highest low lower lowest good great major main key core basic fundamental
    essential important critical crucial significant substantial considerable remarkable
    impressive excellent outstanding notable extensive wide broad diverse rich real real-world
    world realistic practical specific particular special dedicated tailored customized
    task-specific domain-specific underlying original initial final overall entire whole full
    total single individual separate independent joint combined additional extra further
    alternative similar related relevant corresponding respective possible potential available
    suitable appropriate optimal near-optimal better-performing lightweight heavy light fast
    faster quick rapid slow expensive cheap costly inexpensive low-cost cost-effective
    resource-efficient compute-efficient simple-yet-effective well-known widely-used
    representative baseline baselines resulting learned trained pretrained pre-trained fine-tuned
    underlying inherent intrinsic actual true correct accurate precise reliable safe secure
    downstream upstream target source given desired required necessary underlying various
    open-source open-sourced open closed-source proprietary commercial public publicly in-house
    first-ever pioneering seminal vanilla naive plain default proper valid elegant neat compact
    long-standing ubiquitous dominant prevailing mainstream leading top top-performing ideal
    unprecedented unique distinct different varying ever-growing growing increasing continuous
    vast limited insufficient scarce larger-scale large-scale small-scale medium-scale
    high-quality low-quality high-performance high-performing end-to-end paper-specific
    experimental empirical theoretical numerical preliminary subsequent successive ongoing
    human ai deep neural successful sole mere comparable consistent favorable better-than
    ready-to-use off-the-shelf plug-and-play model-agnostic architecture-agnostic training-free
    popular widely used own corresponding interesting surprising inference-time
    """
)
"""Adjectives that say nothing of what a thing is; a term does not begin with them."""

M, D, Q, T = schema.METHOD, schema.DATASET, schema.METRIC, schema.TASK


def _heads(*rows: tuple[str, str]) -> dict[str, str]:
    return {word: label for label, words in rows for word in words.split()}


HEADS = _heads(
    (
        M,
        """network transformer optimizer autoencoder distillation quantization quantisation
        pruning descent attention loss regularization regularizer decoding sampling sampler
        annealing parallelism prompting backpropagation embedding encoder decoder tokenizer
        normalization scheduler factorization decomposition boosting kernel ensemble
        pretraining finetuning augmentation initialization momentum dropout masking
        replay guidance clipping averaging gating routing hashing caching
        gan vae mlp gnn cnn rnn lstm llm lm vlm mllm rag lora moe""",
    ),
    (
        M,
        """learning tuning training optimization optimisation algorithm model search architecture
        mechanism function layer module adapter agent policy objective schedule estimator
        programming propagation theory law solver operator prior tree graph cache filter block
        simulation curriculum reward head router scaling alignment regression gradient
        representation modeling modelling inference adaptation flow matching""",
    ),
    (
        M,
        """framework method approach strategy technique scheme system pipeline paradigm procedure
        analysis selection toolkit library platform engine interface protocol principle""",
    ),
    (
        T,
        """classification detection segmentation recognition generation translation summarization
        captioning forecasting prediction retrieval answering synthesis editing tracking
        reconstruction parsing localization identification extraction completion
        recommendation navigation manipulation denoising tagging restoration
        forgetting understanding reasoning""",
    ),
    (
        T,
        """estimation planning control problem discovery compression generalization diagnosis
        driving matching design verification attack proving following task resolution
        interpretation exploration grounding clustering ranking unlearning""",
    ),
    (
        Q,
        """accuracy perplexity latency throughput speedup runtime auc recall precision bleu rouge
        fid flop wer psnr ssim correlation rmse mse iou map""",
    ),
    (
        Q,
        """time cost rate score error overhead footprint consumption complexity speed ratio
        efficiency usage regret utilization bound count""",
    ),
)
"""Head noun of a term -> the label that it suggests."""

TAILS = _set(
    """base large small tiny mini medium nano huge xl xxl bench eval net turbo pro plus instruct
    chat coder math preview flash sonnet opus haiku distill vision edit"""
)
"""Lower-case words that belong to a name when a hyphen joins them to it."""

CAPITALS = _set(
    """gpu cpu tpu npu fpga asic api ai ml usa uk eu us sota iot rgb html url pdf json http https
    github arxiv nvidia a100 h100 v100 a800 h800 h200 google microsoft openai
    deepmind meta amazon apple
    ibm intel amd facebook tesla alibaba huggingface ph.d phd ieee acm neurips iclr icml cvpr iccv
    eccv acl emnlp naacl aaai ijcai kdd iot id ids os ram vram dram sram hbm ssd pcie nvlink gb
    mb tb kb ghz mhz khz hz db ms i ii iii iv vi vii x y z k n m d t l p q r s c b a e f g h j o u
    v w bfloat16 bf16 fp16 fp32 fp8 int8 int4 fp4 nvfp4 mxfp4 2d 3d 4d 1d 5g 6g i.i.d iid
    non-iid nlp cv llm llms
    dnn dnns ann anns nn nns english chinese german french spanish japanese korean arabic hindi
    european american african asian western python java javascript c++ rust linux windows
    android ios bayesian gaussian markov monte carlo fourier laplace lipschitz hessian jacobian
    euclidean riemannian hilbert banach boolean cartesian fisher pareto nash bellman hamiltonian
    lagrangian poisson bernoulli dirichlet boltzmann langevin newton taylor lyapunov wasserstein
    internet web covid covid-19 qa tv pc vr ar xr ui ux gui cli sql sdk ide csv xml yaml latex
    jan feb mar apr may jun jul aug sep oct nov dec january february march april june july
    august september october november december monday section table figure appendix theorem
    turing moore hebbian shannon kolmogorov bregman cauchy schwarz lasso gibbs nesterov
    stem hpc it ood id sde ode pde cot""",
)
"""Capitalised words that name no entity by themselves (folded)."""
